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
// where gold takes 1.8 MB; our own symbols need no table; and libstdc++ is an archive, too.
let quickStart: [LinkerSetting] = [
  .unsafeFlags(
    [
      "-use-ld=lld", "-L\(Context.packageDirectory)/Sources/Linking",
      "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs", "-Xlinker", "--no-export-dynamic",
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
    .target(name: "Agreement"),
    .target(
      name: "EmicKit",
      dependencies: [
        "Agreement", "CPlatform", "CICU", "CYAML", "CDigest", "CDeflate", "CZip", "CSQLite", "CXML",
      ]
    ),
    .target(name: "EmicTUI", dependencies: ["EmicKit", "Agreement"]),
    .target(
      name: "Terminal",
      dependencies: ["EmicTUI", "CPlatform", "CNcurses", "CTerminalSupport"]
    ),
    .executableTarget(
      name: "emic",
      dependencies: [
        "EmicKit", "EmicTUI", "Terminal", "CPlatform",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
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
      dependencies: ["EmicKit", "Agreement", "CDatabaseTesting", "CPlatform"],
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
    .testTarget(name: "CommandTests", dependencies: ["EmicKit", "CDatabaseTesting", "emic"]),
  ]
)
