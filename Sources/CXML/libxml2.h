// The part of libxml2's interface that CXML uses, as its reference manual gives it; unchanged since
// libxml2 2.6. Its own headers lie where no search path of a Swift package leads without flags that
// would keep others from depending on this one.
#ifndef LIBXML2_H
#define LIBXML2_H

typedef struct _xmlTextReader *xmlTextReaderPtr;
typedef struct _xmlNode *xmlNodePtr;
typedef void *xmlTextReaderLocatorPtr;
typedef unsigned char xmlChar;
typedef void (*xmlTextReaderErrorFunc)(
    void *argument, const char *message, int severity, xmlTextReaderLocatorPtr locator);

// xmlParserOption
enum { XML_PARSE_NONET = 1 << 11 };

// xmlParserSeverities
enum { XML_PARSER_SEVERITY_VALIDITY_WARNING = 1, XML_PARSER_SEVERITY_WARNING = 3 };

// xmlReaderTypes
enum {
  XML_READER_TYPE_ELEMENT = 1,
  XML_READER_TYPE_TEXT = 3,
  XML_READER_TYPE_CDATA = 4,
  XML_READER_TYPE_DOCUMENT_TYPE = 10,
  XML_READER_TYPE_WHITESPACE = 13,
  XML_READER_TYPE_SIGNIFICANT_WHITESPACE = 14,
  XML_READER_TYPE_END_ELEMENT = 15,
};

void xmlInitParser(void);
xmlTextReaderPtr xmlReaderForMemory(
    const char *buffer, int size, const char *url, const char *encoding, int options);
void xmlFreeTextReader(xmlTextReaderPtr reader);
void xmlTextReaderSetErrorHandler(
    xmlTextReaderPtr reader, xmlTextReaderErrorFunc handler, void *argument);
int xmlTextReaderLocatorLineNumber(xmlTextReaderLocatorPtr locator);
int xmlTextReaderRead(xmlTextReaderPtr reader);
int xmlTextReaderNodeType(xmlTextReaderPtr reader);
int xmlTextReaderIsEmptyElement(xmlTextReaderPtr reader);
int xmlTextReaderDepth(xmlTextReaderPtr reader);
const xmlChar *xmlTextReaderConstLocalName(xmlTextReaderPtr reader);
const xmlChar *xmlTextReaderConstNamespaceUri(xmlTextReaderPtr reader);
const xmlChar *xmlTextReaderConstValue(xmlTextReaderPtr reader);
int xmlTextReaderMoveToNextAttribute(xmlTextReaderPtr reader);
int xmlTextReaderMoveToElement(xmlTextReaderPtr reader);
int xmlTextReaderIsNamespaceDecl(xmlTextReaderPtr reader);
xmlNodePtr xmlTextReaderCurrentNode(xmlTextReaderPtr reader);
long xmlGetLineNo(const struct _xmlNode *node);

#endif
