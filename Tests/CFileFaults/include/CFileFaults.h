/* Only loaded before a program, never called. */
