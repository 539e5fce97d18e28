import EmicKit

/// Notices when the study's own file goes, and when it is back.
struct StudyFileWatch {
  /// `nil` before the first look: then it is as it was when the study was opened.
  private var wasThere: Bool?

  /// What there is to say of a look at the disk.
  enum News {
    case gone, back

    var sentence: String {
      switch self {
      case .gone:
        "study.yaml is gone from the study: put it back. Coding goes on and is saved; what shows others' "
          + "work, exports and imports wait for it."
      case .back: "study.yaml is there again."
      }
    }
  }

  /// Looks at the disk.
  ///
  /// - Returns: what has changed since the last look; `nil` when nothing has.
  mutating func news(of study: StudyFolder) -> News? {
    let isThere: Bool
    do {
      isThere = try FileReader.identity(of: study.absolute("study.yaml")) != nil
    } catch {
      // What cannot be asked just now may be there again the next time.
      return nil
    }
    let before = wasThere ?? study.hasStudyFile
    wasThere = isThere
    // A study that was opened without the file needs none.
    guard before != isThere, study.hasStudyFile else { return nil }
    return isThere ? .back : .gone
  }
}
