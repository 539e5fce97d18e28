extension Coding {
  /// As it stands in the sidecar.
  public var json: JSONValue { (try? JSONValue(reading: bytes)) ?? .null }
}
