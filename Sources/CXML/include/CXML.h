// What emic needs of libxml2: its reader, in plain C types. libxml2's headers include ICU's, which
// must never reach Swift.
#ifndef CXML_H
#define CXML_H
#include <stddef.h>
#include <stdint.h>

/// A document that is being read; not to be shared between threads.
typedef struct cxml_reader cxml_reader;

/// What a step came to.
enum {
  CXML_END = 0,
  CXML_START_ELEMENT = 1,
  CXML_EMPTY_ELEMENT = 2,
  CXML_END_ELEMENT = 3,
  CXML_TEXT = 4,
  CXML_OTHER = 5,
  CXML_DOCTYPE = 6,
  CXML_FAILED = -1,
};

/// A reader of UTF-8 that lies in memory and must stay there until the reader is closed. Nothing is
/// fetched, no entity but the five of XML is known, nothing is printed. NULL: no memory.
cxml_reader *_Nullable cxml_open(const uint8_t *_Nonnull bytes, size_t count);

/// The next piece of the document, one of the CXML values.
int32_t cxml_next(cxml_reader *_Nonnull reader);

/// Of the element that was met: names without prefix. They are the same pointer for the same name
/// as long as the reader lives.
const char *_Nonnull cxml_name(cxml_reader *_Nonnull reader);
/// NULL without a namespace.
const char *_Nullable cxml_namespace(cxml_reader *_Nonnull reader);
/// Of the text that was met, until the next call.
const char *_Nonnull cxml_text(cxml_reader *_Nonnull reader);
int32_t cxml_depth(cxml_reader *_Nonnull reader);
/// From 1.
int64_t cxml_line(cxml_reader *_Nonnull reader);

/// Steps to the next attribute of the element, the first one at first: then cxml_name,
/// cxml_namespace and cxml_text speak of it. 0 when there is none left, and the element is back.
int32_t cxml_next_attribute(cxml_reader *_Nonnull reader);

/// Of the first error: libxml2's words, and the line.
const char *_Nonnull cxml_error(cxml_reader *_Nonnull reader);
int64_t cxml_error_line(cxml_reader *_Nonnull reader);

void cxml_close(cxml_reader *_Nullable reader);

#endif
