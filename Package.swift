// swift-tools-version: 6.1
import PackageDescription

// The C libraries are linked as archives where Debian has them: the loader is the largest share of
// the start-up time of a program that links seven shared libraries.
let icu: [LinkerSetting] = [
  .linkedLibrary(":libicui18n.a"), .linkedLibrary(":libicuuc.a"), .linkedLibrary(":libicudata.a"),
  .linkedLibrary("stdc++"),
]

let xml: [LinkerSetting] =
  [.linkedLibrary(":libxml2.a")] + icu
  + [.linkedLibrary(":liblzma.a"), .linkedLibrary(":libz.a"), .linkedLibrary("m")]

// What is left to the loader of a release: lld packs the 75,000 pointers that it moves into 17 kB,
// where gold takes 1.8 MB; our own symbols need no table; and libstdc++ is an archive, too. The
// functions of the first screen and of a key stand together, so that a third of the pages come into memory
// and half as many are looked up for a key: `Benchmarks/order` writes the list.
let quickStart: [LinkerSetting] = [
  .unsafeFlags(
    [
      "-use-ld=lld", "-L\(Context.packageDirectory)/Sources/Linking",
      "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs", "-Xlinker", "--no-export-dynamic",
      "-Xlinker", "--symbol-ordering-file=\(Context.packageDirectory)/Sources/Linking/order",
      "-Xlinker", "--no-warn-symbol-ordering",
    ],
    .when(platforms: [.linux], configuration: .release)
  )
]

// Each function can stand where it is wanted, and asks for generic types by code: by their names the runtime walks
// through all conformances of the program for each, a tenth of the start. It makes these types when they are first
// wanted: those that the compiler has prepared are looked up in a table each time. SwiftPM refuses such flags in what
// others depend on by a version, which it keeps among its checkouts.
let apart: [SwiftSetting] =
  ["/checkouts/", "/registry/downloads/"].contains(where: Context.packageDirectory.contains)
  ? []
  : [
    .unsafeFlags(
      [
        "-Xfrontend", "-function-sections",
        "-Xfrontend", "-disable-concrete-type-metadata-mangled-name-accessors",
        "-Xfrontend", "-disable-generic-metadata-prespecialization",
      ],
      .when(platforms: [.linux], configuration: .release)
    )
  ]

let package = Package(
  name: "emic",
  products: [
    .executable(name: "emic", targets: ["emic"]),
    .library(name: "EmicKit", targets: ["EmicKit"]),
    .library(name: "Agreement", targets: ["Agreement"]),
    // Loaded before the program by TerminalTests, so that the disk refuses.
    .library(name: "FileFaults", type: .dynamic, targets: ["CFileFaults"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // What libc offers and Swift's Glibc module does not import.
    .target(name: "CPlatform"),
    .target(name: "CICU", linkerSettings: icu),
    .target(name: "CYAML", linkerSettings: [.linkedLibrary(":libyaml.a")]),
    .target(name: "CDigest", linkerSettings: [.linkedLibrary(":libcrypto.a")]),
    .target(name: "CDeflate", linkerSettings: [.linkedLibrary(":libz.a")]),
    // Reads ZIP files; loads libzip when it is first wanted: there is no archive of it.
    .target(name: "CZip"),
    // Loads SQLite when it is first wanted, so that no start pays for it.
    .target(name: "CSQLite"),
    .target(name: "CXML", linkerSettings: xml),
    .target(
      name: "CNcurses",
      linkerSettings: [.linkedLibrary(":libncursesw.a"), .linkedLibrary(":libtinfo.a")]
    ),
    .target(name: "CTerminalSupport"),
    // Counts and tables in, values out: it knows no texts.
    .target(name: "Agreement", swiftSettings: apart),
    .target(
      name: "EmicKit",
      dependencies: [
        "Agreement", "CPlatform", "CICU", "CYAML", "CDigest", "CDeflate", "CZip", "CSQLite", "CXML",
      ],
      swiftSettings: apart
    ),
    .target(name: "EmicTUI", dependencies: ["EmicKit", "Agreement"], swiftSettings: apart),
    .target(
      name: "Terminal",
      dependencies: ["EmicTUI", "CPlatform", "CNcurses", "CTerminalSupport"],
      swiftSettings: apart
    ),
    .executableTarget(
      name: "emic",
      dependencies: [
        "EmicKit", "EmicTUI", "Terminal", "CPlatform",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: apart,
      linkerSettings: quickStart
    ),
    .target(
      name: "CTerminalTesting",
      path: "Tests/CTerminalTesting",
      linkerSettings: [.linkedLibrary("vterm"), .linkedLibrary("util")]
    ),
    .target(name: "CFileFaults", path: "Tests/CFileFaults"),
    .target(
      name: "CDatabaseTesting",
      path: "Tests/CDatabaseTesting",
      linkerSettings: [.linkedLibrary("sqlite3")]
    ),
    // Makes small archives, for EmicKitTests and CommandTests.
    .target(name: "ZipTesting", dependencies: ["EmicKit"], path: "Tests/ZipTesting"),
    // What holds of every reader, for EmicKitTests and for libFuzzer.
    .target(name: "ReaderLaws", dependencies: ["EmicKit", "ZipTesting"], path: "Tests/ReaderLaws"),
    // Shows what arrives at a terminal, for TerminalTests.
    .executableTarget(
      name: "TerminalProbe",
      dependencies: ["EmicKit", "EmicTUI", "Terminal"],
      path: "Tests/TerminalProbe"
    ),
    .testTarget(
      name: "AgreementTests",
      dependencies: ["Agreement"],
      resources: [.copy("Fixtures")]
    ),
    .testTarget(
      name: "EmicKitTests",
      dependencies: [
        "EmicKit", "Agreement", "CDatabaseTesting", "CPlatform", "ZipTesting", "ReaderLaws",
      ],
      resources: [.copy("Fixtures")]
    ),
    .testTarget(
      name: "EmicTUITests",
      dependencies: ["EmicTUI"],
      exclude: ["Screens"]
    ),
    .testTarget(
      name: "TerminalTests",
      dependencies: [
        "EmicKit", "Terminal", "EmicTUI", "CTerminalTesting", "TerminalProbe", "emic",
      ]
    ),
    .testTarget(
      name: "CommandTests",
      dependencies: ["EmicKit", "CDatabaseTesting", "ZipTesting", "emic"]
    ),
  ]
)

// Linked with libFuzzer, which not every build has: `Tests/Proof/run fuzz` asks for it.
if Context.environment["EMIC_FUZZING"] != nil {
  package.targets += [
    .target(name: "CFuzzer", path: "Tests/CFuzzer"),
    .executableTarget(
      name: "Fuzzing",
      dependencies: ["CFuzzer", "ReaderLaws"],
      path: "Tests/Fuzzing"
    ),
  ]
}
