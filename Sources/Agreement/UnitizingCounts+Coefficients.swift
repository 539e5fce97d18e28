// Krippendorff, Mathet, Bouvry & Widlöcher 2016, On the reliability of unitizing textual continua,
// Quality & Quantity 50; Krippendorff, *Content Analysis*, 4th ed. 2019, section 12.6. The fractions
// are reduced until only the integer sums are left; squares are exact in 128 bits.

/// Agreement about one value where it meets units of other coders.
public struct ValueAgreement: Equatable, Sendable {
  /// (k)uα.
  public var alpha: Measure
  /// The share of the value's text that meets units of other coders: ℓ*_k / ℓ_k, each summed.
  public var coverage: Measure
}

extension UnitizingCounts {
  /// uα: agreement about boundaries and values, gaps included.
  ///
  /// uα = 1 - (ℓ.. - Σ ℓ_cc) / (ℓ.. - Σ ε_cc), ℓ.. = mL, ε_ck = ℓ.. (ℓ_c. ℓ_.k - δ_ck C_c) /
  /// (ℓ..² - C), C_c = Σ |S|² over the units valued c, C_φ = the length of all gaps, C their sum.
  /// Undefined: `no-data` (no text), `fewer-than-two-coders`, `no-variation` (nobody marked
  /// anything, or all marked all of it with one value).
  public var uAlpha: Measure {
    compared {
      let squaredShares = marked.reduce(square(gaps)) { $0 + square($1) }
      let variation = square(total) - squaredShares
      guard variation > 0 else { return .undefined(.noVariation) }
      let differing = total * (coders - 1) - bothGaps - same.reduce(0, +)
      let observed = Double(differing) / (Double(coders - 1) * Double(total))
      return .value(1 - observed * Double(square(total) - heap) / Double(variation))
    }
  }

  /// |uα: agreement about which text is relevant, whatever its value.
  ///
  /// |uα = 1 - Σ_{k≠φ} ℓ_φk / Σ_{k≠φ} ε_φk. Touching units stay separate units.
  /// Undefined as `uAlpha`, and `no-gaps` where no coder left any text unmarked.
  public var binaryUAlpha: Measure {
    compared {
      guard gaps < total else { return .undefined(.noVariation) }
      guard gaps > 0 else { return .undefined(.noGaps) }
      let differing = gaps * (coders - 1) - bothGaps
      let observed = Double(differing) / (Double(coders - 1) * Double(total))
      let variation = Int128(gaps) * Int128(total - gaps)
      return .value(1 - observed * Double(square(total) - heap) / Double(variation))
    }
  }

  /// cuα: agreement about values where units of different coders share text.
  ///
  /// cuα = 1 - (ℓ*.. - Σ ℓ*_cc) / (ℓ*.. - Σ ε*_cc), over values without φ; ε*_ck = (ℓ*_c. ℓ*_.k -
  /// δ_ck C*_c) / (ℓ*.. - C*/ℓ*..), C*_c = 1/(m-1) Σ_i Σ_{j≠i} Σ_{g valued c} (Σ_h |S_ig ∩ S_jh|)².
  /// Undefined: `no-data`, `fewer-than-two-coders`, `no-variation` (nobody marked anything; one
  /// value only in the intersections; or so few of them that no two can be paired by chance, where
  /// ℓ*..² ≤ C*), `no-intersection`.
  public var cuAlpha: Measure {
    meeting { allMet in
      let variation = square(allMet) - met.reduce(0) { $0 + square($1) }
      // (m-1) times ℓ*.. (ℓ*.. - C*/ℓ*..)
      let pairable = square(allMet) - Int128(coders - 1) * metSquares.reduce(0, +)
      guard variation > 0, pairable > 0 else { return .undefined(.noVariation) }
      let observed = Double(allMet - same.reduce(0, +)) / Double(allMet)
      return .value(1 - observed * Double(pairable) / Double(variation))
    }
  }

  /// The share of the continuum that `cuAlpha` is about, Σ ℓ*_c / mL; 0 without intersections.
  public var cuCoverage: Measure {
    compared {
      guard gaps < total else { return .undefined(.noVariation) }
      return .value(Double(met.reduce(0, +)) / (Double(coders - 1) * Double(total)))
    }
  }

  /// (k)uα: agreement about the value k where it meets units of other coders.
  ///
  /// (k)uα = 1 - (ε*_k./ℓ*_k.) (ℓ*_k. - ℓ*_kk) / (ε*_k. - ε*_kk). Undefined as `cuAlpha`: `k` in no
  /// intersection is `no-intersection`, `k` in every one against no other value `no-variation`.
  /// The coverage of a value that nobody used is `no-data`.
  public func kuAlpha(_ k: Int) -> ValueAgreement {
    let coverage = compared {
      marked[k] == 0
        ? .undefined(.noData) : .value(Double(met[k]) / (Double(coders - 1) * Double(marked[k])))
    }
    let alpha = meeting { allMet in
      guard met[k] > 0 else { return .undefined(.noIntersection) }
      let others = allMet - met[k]
      guard others > 0 else { return .undefined(.noVariation) }
      let expected = Int128(met[k]) * Int128(allMet) - Int128(coders - 1) * metSquares[k]
      let observed = Double(met[k] - same[k]) / Double(met[k])
      return .value(1 - observed * Double(expected) / Double(Int128(met[k]) * Int128(others)))
    }
    return ValueAgreement(alpha: alpha, coverage: coverage)
  }
}

extension UnitizingCounts {
  /// mL, the sum ℓ over both indexes.
  private var total: Int { coders * length }

  /// ℓ_φ.
  private var gaps: Int { total - marked.reduce(0, +) }

  /// C: a gap is a heap of single characters, a unit cannot pair with itself.
  private var heap: Int128 { squares.reduce(Int128(gaps), +) }

  private func square(_ length: Int) -> Int128 { Int128(length) * Int128(length) }

  private func compared(_ measure: () -> Measure) -> Measure {
    if length == 0 { return .undefined(.noData) }
    return coders < 2 ? .undefined(.fewerThanTwoCoders) : measure()
  }

  private func meeting(_ measure: (Int) -> Measure) -> Measure {
    compared {
      guard gaps < total else { return .undefined(.noVariation) }
      let allMet = met.reduce(0, +)
      return allMet > 0 ? measure(allMet) : .undefined(.noIntersection)
    }
  }
}
