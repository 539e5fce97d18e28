/// A large value that a copy of the state shares until one of them changes it.
///
/// Every frame is drawn from copies of the state, and a copy counts a reference for every text and list in
/// it: of the screens that are not in view it counts one each.
@propertyWrapper
struct Kept<Value> {
  private final class Box {
    // The state is changed by one at a time, which the compiler sees to: a box that it shares is not changed.
    @exclusivity(unchecked) var value: Value

    init(_ value: Value) { self.value = value }
  }

  private var box: Box

  init(wrappedValue: Value) { box = Box(wrappedValue) }

  var wrappedValue: Value {
    // In its place: to read one member no copy of all is needed.
    _read { yield box.value }
    _modify {
      if !isKnownUniquelyReferenced(&box) { box = Box(box.value) }
      yield &box.value
    }
  }
}
