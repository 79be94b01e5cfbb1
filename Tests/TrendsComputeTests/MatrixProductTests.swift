import Testing
import TrendsCompute

@Suite struct MatrixProductTests {
  @Test func rowsAreMultipliedWithRows() {
    // (1,2)·(5,6) = 17, (1,2)·(0,1) = 2, (3,4)·(5,6) = 39, (3,4)·(0,1) = 4, …
    let products = productsOfRows([1, 2, 3, 4, 0, -1], [5, 6, 0, 1], width: 2)
    #expect(products == [17, 2, 39, 4, -6, -1])
  }

  @Test func noRowsGiveNoProducts() {
    #expect(productsOfRows([], [1, 2], width: 2).isEmpty)
  }
}
