#include "CXML.h"
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include "libxml2.h"

struct cxml_reader {
  xmlTextReaderPtr reader;
  char error[256];
  int64_t error_line;
};

static pthread_once_t once = PTHREAD_ONCE_INIT;

// The first error is the cause; what follows are its consequences.
static void note_error(
    void *argument, const char *message, int severity, xmlTextReaderLocatorPtr locator) {
  cxml_reader *reader = argument;
  if (severity == XML_PARSER_SEVERITY_WARNING ||
      severity == XML_PARSER_SEVERITY_VALIDITY_WARNING || reader->error[0] != 0) {
    return;
  }
  size_t length = strlen(message);
  while (length > 0 && message[length - 1] == '\n') length--;
  if (length >= sizeof reader->error) length = sizeof reader->error - 1;
  memcpy(reader->error, message, length);
  reader->error[length] = 0;
  reader->error_line = locator == NULL ? 0 : xmlTextReaderLocatorLineNumber(locator);
}

cxml_reader *cxml_open(const uint8_t *bytes, size_t count) {
  pthread_once(&once, xmlInitParser);
  if (count > INT_MAX) return NULL;
  cxml_reader *reader = calloc(1, sizeof *reader);
  if (reader == NULL) return NULL;
  reader->reader =
      xmlReaderForMemory((const char *)bytes, (int)count, NULL, "UTF-8", XML_PARSE_NONET);
  if (reader->reader == NULL) {
    free(reader);
    return NULL;
  }
  xmlTextReaderSetErrorHandler(reader->reader, note_error, reader);
  return reader;
}

int32_t cxml_next(cxml_reader *reader) {
  int status = xmlTextReaderRead(reader->reader);
  // An error that libxml2 would read on from is one, too.
  if (status < 0 || reader->error[0] != 0) return CXML_FAILED;
  if (status == 0) return CXML_END;
  switch (xmlTextReaderNodeType(reader->reader)) {
    case XML_READER_TYPE_ELEMENT:
      return xmlTextReaderIsEmptyElement(reader->reader) ? CXML_EMPTY_ELEMENT
                                                         : CXML_START_ELEMENT;
    case XML_READER_TYPE_END_ELEMENT:
      return CXML_END_ELEMENT;
    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_CDATA:
    case XML_READER_TYPE_WHITESPACE:
    case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
      return CXML_TEXT;
    case XML_READER_TYPE_DOCUMENT_TYPE:
      return CXML_DOCTYPE;
    default:
      return CXML_OTHER;
  }
}

static const char *or_empty(const xmlChar *text) {
  return text == NULL ? "" : (const char *)text;
}

const char *cxml_name(cxml_reader *reader) {
  return or_empty(xmlTextReaderConstLocalName(reader->reader));
}

const char *cxml_namespace(cxml_reader *reader) {
  return (const char *)xmlTextReaderConstNamespaceUri(reader->reader);
}

const char *cxml_text(cxml_reader *reader) {
  return or_empty(xmlTextReaderConstValue(reader->reader));
}

int32_t cxml_depth(cxml_reader *reader) { return xmlTextReaderDepth(reader->reader); }

int64_t cxml_line(cxml_reader *reader) {
  xmlNodePtr node = xmlTextReaderCurrentNode(reader->reader);
  return node == NULL ? 0 : xmlGetLineNo(node);
}

int32_t cxml_next_attribute(cxml_reader *reader) {
  while (xmlTextReaderMoveToNextAttribute(reader->reader) == 1) {
    if (xmlTextReaderIsNamespaceDecl(reader->reader) != 1) return 1;
  }
  xmlTextReaderMoveToElement(reader->reader);
  return 0;
}

const char *cxml_error(cxml_reader *reader) { return reader->error; }
int64_t cxml_error_line(cxml_reader *reader) { return reader->error_line; }

void cxml_close(cxml_reader *reader) {
  if (reader == NULL) return;
  xmlFreeTextReader(reader->reader);
  free(reader);
}
