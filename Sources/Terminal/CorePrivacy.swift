import CTerminalSupport

/// Forbids core files and the reading of this process's memory by others: it holds what people said.
public func denyCoreDumps() { terminal_deny_core_dumps() }
