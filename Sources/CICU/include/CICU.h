// What emic needs of ICU, in plain C types: ICU's own headers must never reach Swift, where they
// collide with Foundation's copy of them.
#ifndef CICU_H
#define CICU_H
#include <stddef.h>
#include <stdint.h>

/// What a text is divided into.
enum { ICU_WORDS = 0, ICU_LINES = 1 };

/// The places (UTF-16) at which a text divides, its start left out, its end included. is_word tells
/// of each piece that ends there whether it is a word or number rather than blanks or punctuation.
/// Both arrays have room for `length` entries. Returns their number, or -1. May be called from any
/// thread.
int32_t icu_divide(
    int32_t kind, const uint16_t *_Nonnull text, int32_t length, int32_t *_Nonnull places,
    uint8_t *_Nonnull is_word);

/// Latin letters without accents, lower case, for a Han text, or with `any_script` for any text.
/// Returns the length in UTF-16, or -1 when `capacity` is too small.
int32_t icu_latin(
    const uint16_t *_Nonnull text, int32_t length, uint16_t *_Nonnull result, int32_t capacity,
    int32_t any_script);

/// Puts simplified Chinese characters in the place of traditional ones. Returns the length in UTF-16, or
/// -1 when it grows. Opening reads rules, so a caller asks once for all characters it may need.
int32_t icu_simplify(uint16_t *_Nonnull text, int32_t length);

/// Simple case folding of one scalar.
uint32_t icu_fold_case(uint32_t scalar);

/// The canonical composition of two scalars, 0 when they have none.
uint32_t icu_compose(uint32_t first, uint32_t second);

/// A letter or digit without its marks, and the plain one for a letter of mathematics, a circled one and the
/// like; else the first scalar of the canonical decomposition, the scalar itself when it has none.
uint32_t icu_base(uint32_t scalar);

/// The letters without their marks that one character stands for, as of `ﬁ`: their number, 0 where it stands for
/// anything but letters, or for more than `capacity` of them.
int32_t icu_letters(uint32_t scalar, uint32_t *_Nonnull letters, int32_t capacity);

/// A compiled regular expression; not to be shared between threads.
typedef struct icu_regex icu_regex;

/// What a search came to.
enum { ICU_REGEX_NONE = 0, ICU_REGEX_FOUND = 1, ICU_REGEX_TOO_SLOW = -1, ICU_REGEX_FAILED = -2 };

/// NULL when the pattern is no regular expression: then `*offset` is where (UTF-16; -1: unknown) and
/// `message` ICU's name of the reason, at most 63 bytes.
icu_regex *_Nullable icu_regex_open(
    const uint16_t *_Nonnull pattern, int32_t length, int32_t ignores_case,
    int32_t time_limit_milliseconds, int32_t stack_limit_bytes, int32_t *_Nonnull offset,
    char *_Nonnull message);

/// The text to search; it must stay where it is until the last call of icu_regex_next.
int32_t icu_regex_set_text(
    icu_regex *_Nonnull regex, const uint16_t *_Nonnull text, int32_t length);

/// The next match, one of the ICU_REGEX values.
int32_t icu_regex_next(icu_regex *_Nonnull regex, int32_t *_Nonnull start, int32_t *_Nonnull end);

void icu_regex_close(icu_regex *_Nullable regex);

/// What came of a conversion.
enum { ICU_DECODED = 0, ICU_BAD_BYTES = 1, ICU_NO_CONVERTER = -1 };

/// Converts bytes of an encoding (by ICU's name of it) to UTF-8, strictly: with the first bytes that
/// mean nothing it stops, and `*bad` is the place of the first of them. `capacity` of `result` is at
/// least 4 * length + 16; `*count` is how much of it was filled, also when it stopped. One of the
/// values above.
int32_t icu_decode(
    const char *_Nonnull encoding, const uint8_t *_Nullable bytes, size_t length,
    uint8_t *_Nonnull result, size_t capacity, size_t *_Nonnull count, size_t *_Nonnull bad);

/// The encodings that ICU's detector thinks likely, the likeliest first: calls `body` with the name
/// and the confidence (0 to 100) of each.
void icu_guess_encodings(
    const uint8_t *_Nullable bytes, size_t length, void *_Nullable context,
    void (*_Nonnull body)(void *_Nullable context, const char *_Nonnull name, int32_t confidence));

#endif
