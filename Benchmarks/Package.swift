// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that nobody builds it by accident; it sees what EmicKit makes public.
let package = Package(
  name: "EmicBenchmarks",
  dependencies: [.package(name: "emic", path: "..")],
  targets: [
    .executableTarget(
      name: "EmicBenchmarks",
      dependencies: [
        .product(name: "EmicKit", package: "emic"), .product(name: "Agreement", package: "emic"),
      ]
    )
  ]
)
