/// The colours of the palette as other programs and browsers take them.
///
/// Okabe and Ito's set, which people who see colours otherwise can tell apart too (jfly.uni-koeln.de,
/// "Color Universal Design", 2008), with a grey.
public struct CodeColor: Hashable, Sendable {
  /// As the codebook writes it.
  public let name: String
  /// `#RRGGBB`.
  public let hex: String

  /// In the order of `Code.colors`.
  public static let all = [
    CodeColor(name: "orange", hex: "#E69F00"), CodeColor(name: "sky", hex: "#56B4E9"),
    CodeColor(name: "green", hex: "#009E73"), CodeColor(name: "yellow", hex: "#F0E442"),
    CodeColor(name: "blue", hex: "#0072B2"), CodeColor(name: "red", hex: "#D55E00"),
    CodeColor(name: "pink", hex: "#CC79A7"), CodeColor(name: "grey", hex: "#999999"),
  ]

  /// The colour of a name; `nil` for one that the palette does not have.
  public static func named(_ name: String) -> CodeColor? { all.first { $0.name == name } }
}
