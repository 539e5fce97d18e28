/// A large value that a copy of the state shares until one of them changes it.
///
/// Every frame is drawn from copies of the state, and a copy counts a reference for every text and list in
/// it: of the screens that are not in view it counts one each.
@propertyWrapper
struct Kept<Value> {
  private final class Box {
    // Nothing reads it while it is changed, which need not be checked at run time: it is reached through the state
    // alone, of which the compiler knows that, and a box that two states share is never changed.
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
