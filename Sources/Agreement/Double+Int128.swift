extension Double {
  /// The nearest value but for the last bit or two.
  ///
  /// Not the library's conversion, which stays generic and takes longer than all the rest of a measure;
  /// intervals ask for hundreds of thousands.
  init(words value: Int128) {
    let magnitude = value.magnitude
    let high = UInt64(truncatingIfNeeded: magnitude &>> 64)
    let low = UInt64(truncatingIfNeeded: magnitude)
    let size = high == 0 ? Double(low) : Double(high) * 0x1p64 + Double(low)
    self = value < 0 ? -size : size
  }
}
