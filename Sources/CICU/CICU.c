#include "CICU.h"
#include <pthread.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uregex.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

// Opening reads rules and dictionaries (milliseconds), so each iterator is opened once and shared.
static pthread_mutex_t division_lock = PTHREAD_MUTEX_INITIALIZER;
static UBreakIterator *iterators[2];

int32_t icu_divide(
    int32_t kind, const uint16_t *text, int32_t length, int32_t *places, uint8_t *is_word) {
  if (kind < 0 || kind > 1) return -1;
  pthread_mutex_lock(&division_lock);
  UErrorCode status = U_ZERO_ERROR;
  if (iterators[kind] == NULL) {
    iterators[kind] = ubrk_open(kind == ICU_WORDS ? UBRK_WORD : UBRK_LINE, "", NULL, 0, &status);
  }
  UBreakIterator *iterator = iterators[kind];
  int32_t count = -1;
  if (U_SUCCESS(status) && iterator != NULL) {
    ubrk_setText(iterator, (const UChar *)text, length, &status);
    if (U_SUCCESS(status)) {
      count = 0;
      ubrk_first(iterator);
      for (int32_t place = ubrk_next(iterator); place != UBRK_DONE && count < length;
           place = ubrk_next(iterator)) {
        places[count] = place;
        is_word[count] = ubrk_getRuleStatus(iterator) >= UBRK_WORD_NONE_LIMIT;
        count++;
      }
    }
    // The caller's text goes away; the iterator must not keep a pointer to it.
    UErrorCode ignored = U_ZERO_ERROR;
    ubrk_setText(iterator, u"", 0, &ignored);
  }
  pthread_mutex_unlock(&division_lock);
  return count;
}

static pthread_mutex_t latin_lock = PTHREAD_MUTEX_INITIALIZER;
static UTransliterator *to_latin[2];

int32_t icu_latin(
    const uint16_t *text, int32_t length, uint16_t *result, int32_t capacity, int32_t any_script) {
  if (length > capacity) return -1;
  pthread_mutex_lock(&latin_lock);
  UErrorCode status = U_ZERO_ERROR;
  UTransliterator **kept = &to_latin[any_script ? 1 : 0];
  if (*kept == NULL) {
    *kept = utrans_openU(
        any_script ? u"Any-Latin; Latin-ASCII; Lower" : u"Han-Latin; Latin-ASCII; Lower", -1,
        UTRANS_FORWARD, NULL, 0, NULL, &status);
  }
  int32_t count = -1;
  if (U_SUCCESS(status) && *kept != NULL) {
    memcpy(result, text, (size_t)length * sizeof(uint16_t));
    int32_t limit = length;
    count = length;
    utrans_transUChars(*kept, (UChar *)result, &count, capacity, 0, &limit, &status);
    if (U_FAILURE(status) || count > capacity) count = -1;
  }
  pthread_mutex_unlock(&latin_lock);
  return count;
}

int32_t icu_simplify(uint16_t *text, int32_t length) {
  UErrorCode status = U_ZERO_ERROR;
  UTransliterator *simplifying =
      utrans_openU(u"Traditional-Simplified", -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
  if (U_FAILURE(status) || simplifying == NULL) return -1;
  int32_t limit = length;
  int32_t count = length;
  utrans_transUChars(simplifying, (UChar *)text, &count, length, 0, &limit, &status);
  utrans_close(simplifying);
  return U_FAILURE(status) || count > length ? -1 : count;
}

uint32_t icu_fold_case(uint32_t scalar) {
  return (uint32_t)u_foldCase((UChar32)scalar, U_FOLD_CASE_DEFAULT);
}

uint32_t icu_compose(uint32_t first, uint32_t second) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *composer = unorm2_getNFCInstance(&status);
  if (U_FAILURE(status)) return 0;
  UChar32 composed = unorm2_composePair(composer, (UChar32)first, (UChar32)second);
  return composed > 0 ? (uint32_t)composed : 0;
}

// The first scalar of a decomposition; 0 when there is none.
static UChar32 first_part(const UNormalizer2 *decomposer, UChar32 scalar, int32_t is_letter_alone) {
  UErrorCode status = U_ZERO_ERROR;
  UChar parts[32];
  int32_t length = unorm2_getDecomposition(decomposer, scalar, parts, 32, &status);
  if (U_FAILURE(status) || length < 1) return 0;
  int32_t place = 0;
  UChar32 base;
  U16_NEXT(parts, place, length, base);
  if (!is_letter_alone) return base;
  if (!u_isalnum(base)) return 0;
  while (place < length) {
    UChar32 mark;
    U16_NEXT(parts, place, length, mark);
    if (u_getCombiningClass(mark) == 0) return 0;
  }
  return base;
}

uint32_t icu_base(uint32_t scalar) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *compatible = unorm2_getNFKDInstance(&status);
  const UNormalizer2 *canonical = unorm2_getNFDInstance(&status);
  if (U_FAILURE(status)) return scalar;
  UChar32 base = first_part(compatible, (UChar32)scalar, 1);
  if (base == 0) base = first_part(canonical, (UChar32)scalar, 0);
  return base == 0 ? scalar : (uint32_t)base;
}

int32_t icu_letters(uint32_t scalar, uint32_t *letters, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *compatible = unorm2_getNFKDInstance(&status);
  if (U_FAILURE(status)) return 0;
  UChar parts[32];
  int32_t length = unorm2_getDecomposition(compatible, (UChar32)scalar, parts, 32, &status);
  if (U_FAILURE(status)) return 0;
  int32_t count = 0;
  for (int32_t place = 0; place < length;) {
    UChar32 part;
    U16_NEXT(parts, place, length, part);
    if (u_getCombiningClass(part) != 0) continue;
    if (!u_isalpha(part) || count == capacity) return 0;
    letters[count] = (uint32_t)part;
    count++;
  }
  return count;
}

icu_regex *icu_regex_open(
    const uint16_t *pattern, int32_t length, int32_t ignores_case, int32_t time_limit_milliseconds,
    int32_t stack_limit_bytes, int32_t *offset, char *message) {
  UErrorCode status = U_ZERO_ERROR;
  UParseError place;
  memset(&place, 0, sizeof place);
  place.offset = -1;
  uint32_t flags = UREGEX_MULTILINE | (ignores_case ? UREGEX_CASE_INSENSITIVE : 0);
  URegularExpression *regex = uregex_open((const UChar *)pattern, length, flags, &place, &status);
  if (U_SUCCESS(status)) {
    uregex_setTimeLimit(regex, time_limit_milliseconds, &status);
    uregex_setStackLimit(regex, stack_limit_bytes, &status);
  }
  if (U_SUCCESS(status)) return (icu_regex *)regex;
  *offset = place.offset;
  strncpy(message, u_errorName(status), 63);
  message[63] = 0;
  uregex_close(regex);
  return NULL;
}

int32_t icu_regex_set_text(icu_regex *regex, const uint16_t *text, int32_t length) {
  UErrorCode status = U_ZERO_ERROR;
  uregex_setText((URegularExpression *)regex, (const UChar *)text, length, &status);
  return U_SUCCESS(status);
}

int32_t icu_regex_next(icu_regex *regex, int32_t *start, int32_t *end) {
  UErrorCode status = U_ZERO_ERROR;
  URegularExpression *expression = (URegularExpression *)regex;
  UBool found = uregex_findNext(expression, &status);
  if (status == U_REGEX_TIME_OUT || status == U_REGEX_STACK_OVERFLOW) return ICU_REGEX_TOO_SLOW;
  if (U_FAILURE(status)) return ICU_REGEX_FAILED;
  if (!found) return ICU_REGEX_NONE;
  *start = uregex_start(expression, 0, &status);
  *end = uregex_end(expression, 0, &status);
  return U_SUCCESS(status) ? ICU_REGEX_FOUND : ICU_REGEX_FAILED;
}

void icu_regex_close(icu_regex *regex) { uregex_close((URegularExpression *)regex); }

enum { CHUNK = 16384 };

int32_t icu_decode(
    const char *encoding, const uint8_t *bytes, size_t length, uint8_t *result, size_t capacity,
    size_t *count, size_t *bad) {
  *count = 0;
  *bad = 0;
  UErrorCode status = U_ZERO_ERROR;
  UConverter *converter = ucnv_open(encoding, &status);
  if (U_FAILURE(status)) return ICU_NO_CONVERTER;
  ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
  const char *source = (const char *)bytes;
  const char *end = source + length;
  int32_t outcome = ICU_DECODED;
  // No byte makes more than two units, and what is left of a chunk before makes a few.
  UChar units[2 * CHUNK + 64];
  do {
    const char *limit = end - source > CHUNK ? source + CHUNK : end;
    UChar *target = units;
    status = U_ZERO_ERROR;
    ucnv_toUnicode(
        converter, &target, units + 2 * CHUNK + 64, &source, limit, NULL, limit == end, &status);
    int32_t made = 0;
    UErrorCode stored = U_ZERO_ERROR;
    size_t left = capacity - *count;
    u_strToUTF8(
        (char *)result + *count, left > INT32_MAX ? INT32_MAX : (int32_t)left, &made, units,
        (int32_t)(target - units), &stored);
    if (stored == U_BUFFER_OVERFLOW_ERROR || (U_FAILURE(stored) && target > units)) {
      outcome = ICU_NO_CONVERTER;
      break;
    }
    *count += (size_t)made;
    if (U_FAILURE(status)) {
      char invalid[32];
      int8_t invalid_length = sizeof invalid;
      UErrorCode ignored = U_ZERO_ERROR;
      ucnv_getInvalidChars(converter, invalid, &invalid_length, &ignored);
      size_t read = (size_t)(source - (const char *)bytes);
      size_t behind = U_SUCCESS(ignored) ? (size_t)invalid_length : 0;
      *bad = read >= behind ? read - behind : 0;
      outcome = ICU_BAD_BYTES;
      break;
    }
  } while (source < end);
  ucnv_close(converter);
  return outcome;
}

void icu_guess_encodings(
    const uint8_t *bytes, size_t length, void *context,
    void (*body)(void *context, const char *name, int32_t confidence)) {
  UErrorCode status = U_ZERO_ERROR;
  UCharsetDetector *detector = ucsdet_open(&status);
  if (U_FAILURE(status)) return;
  ucsdet_setText(
      detector, (const char *)bytes, length > INT32_MAX ? INT32_MAX : (int32_t)length, &status);
  int32_t found = 0;
  const UCharsetMatch **matches = ucsdet_detectAll(detector, &found, &status);
  for (int32_t index = 0; U_SUCCESS(status) && index < found; index++) {
    UErrorCode ignored = U_ZERO_ERROR;
    const char *name = ucsdet_getName(matches[index], &ignored);
    int32_t confidence = ucsdet_getConfidence(matches[index], &ignored);
    if (U_SUCCESS(ignored) && name != NULL) body(context, name, confidence);
  }
  ucsdet_close(detector);
}
