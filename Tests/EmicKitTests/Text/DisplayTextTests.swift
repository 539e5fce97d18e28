import CPlatform
import EmicKit
import Testing

@Suite("The width of a character in cells")
struct DisplayTextTests {
  @Test("is libc's, also of those that are not looked up")
  func width() {
    for value in UInt32(0x20)...0xFFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      if DisplayText.isPlain(scalar) { #expect(platform_cell_width(value) == 1) }
      if DisplayText.isWide(scalar) { #expect(platform_cell_width(value) == 2) }
    }
  }
}
