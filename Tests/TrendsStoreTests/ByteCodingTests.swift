import Testing

@testable import TrendsStore

@Suite struct ByteCodingTests {
  @Test(
    arguments: [
      (0, [0]), (1, [1]), (127, [0x7f]), (128, [0x80, 1]), (300, [0xac, 2]),
      (16_383, [0xff, 0x7f]),
      (16_384, [0x80, 0x80, 1]), (.max, [UInt8](repeating: 0xff, count: 9) + [1]),
    ] as [(UInt64, [UInt8])])
  func varintsAreLEB128(value: UInt64, expected: [UInt8]) throws {
    var writer = ByteWriter()
    writer.varint(value)
    #expect(writer.bytes == expected)
    var reader = ByteReader(expected)
    #expect(try reader.varint() == value)
    #expect(reader.remaining == 0)
  }

  @Test(arguments: [
    [UInt8](repeating: 0xff, count: 9) + [2],
    [UInt8](repeating: 0x80, count: 10) + [1],
  ])
  func aNumberAbove64BitsIsRefused(bytes: [UInt8]) {
    var reader = ByteReader(bytes)
    #expect(throws: BlobDamage("holds a number above 64 bits")) { try reader.varint() }
  }

  @Test(arguments: [0, 1, -1, 63, 64, .max, .min])
  func wholeNumbersComeBack(value: Int) throws {
    var writer = ByteWriter()
    writer.integer(value)
    var reader = ByteReader(writer.bytes)
    #expect(try reader.integer() == value)
  }

  @Test(arguments: [
    0, -0.0, 1.0 / 3, .pi, .infinity, -.infinity, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
    Double(nan: 0x1234, signaling: false),
  ])
  func floatsComeBackBitForBit(value: Double) throws {
    var writer = ByteWriter()
    writer.double(value)
    var reader = ByteReader(writer.bytes)
    #expect(try reader.double().bitPattern == value.bitPattern)
  }

  @Test func aDoubleIsLittleEndian() {
    var writer = ByteWriter()
    writer.double(1)
    #expect(writer.bytes == [0, 0, 0, 0, 0, 0, 0xf0, 0x3f])
  }

  @Test func aTextIsItsLengthAndItsBytes() throws {
    var writer = ByteWriter()
    writer.text("é!")
    #expect(writer.bytes == [3, 0xc3, 0xa9, 0x21])
    var reader = ByteReader(writer.bytes)
    #expect(try reader.text() == "é!")
  }

  @Test func aTextThatIsNotUTF8IsRefused() {
    var reader = ByteReader([2, 0xc3, 0x28])
    #expect(throws: BlobDamage("holds a text that is not UTF-8")) { try reader.text() }
  }

  @Test func aLengthBeyondTheEndIsRefusedBeforeAnythingIsAllocated() {
    var reader = ByteReader([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 1, 2])
    #expect(throws: BlobDamage("promises 562949953421311 elements and has 2 bytes left")) {
      try reader.count()
    }
  }
}

@Suite struct ChecksumTests {
  // The check value of CRC-32 in every catalogue.
  @Test func agreesWithTheCatalogue() {
    var checksum = Checksum()
    Array("123456789".utf8).withUnsafeBytes { checksum.add($0) }
    #expect(checksum.value == 0xcbf4_3926)
  }

  @Test func nothingChangesNothing() {
    var checksum = Checksum()
    checksum.add("a")
    let before = checksum.value
    checksum.add(UnsafeRawBufferPointer(start: nil, count: 0))
    #expect(checksum.value == before)
  }

  @Test func absenceDiffersFromEmptiness() {
    var (absent, empty) = (Checksum(), Checksum())
    absent.add(String?.none)
    empty.add("")
    #expect(absent.value != empty.value)
  }
}

@Suite struct ContentDigestTests {
  // NIST's own examples, and the ends of the padding (55 bytes fit one block, 56 need two).
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      String(repeating: "a", count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
    (
      String(repeating: "a", count: 55),
      "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"
    ),
    (
      String(repeating: "a", count: 64),
      "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"
    ),
  ])
  func agreesWithPublishedDigests(text: String, expected: String) {
    #expect(ContentDigest(of: Array(text.utf8)).description == expected)
    #expect(
      ContentDigest(of: Array(text.utf8), byInstructions: false).description == expected)
  }

  @Test func `the instructions of the CPU give the digest of the plain code`() {
    let bytes = (0..<1_000).map { UInt8(truncatingIfNeeded: $0 * $0 >> 3) }
    for count in 0..<300 {
      let some = Array(bytes[(count / 3)..<(count / 3 + count)])
      #expect(ContentDigest(of: some) == ContentDigest(of: some, byInstructions: false))
    }
  }
}
