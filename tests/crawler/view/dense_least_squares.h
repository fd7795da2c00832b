// Generalized least squares by brute force, to compare with.
#ifndef NODESTATS_TESTS_CRAWLER_VIEW_DENSE_LEAST_SQUARES_H_
#define NODESTATS_TESTS_CRAWLER_VIEW_DENSE_LEAST_SQUARES_H_

#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

namespace nodestats::crawler {

using Matrix = std::vector<std::vector<double>>;

// Solves a x = b for each column of b by elimination with pivots; a is square. False where it is singular.
inline bool Solve(Matrix a, Matrix& b) {
  const size_t n = a.size();
  for (size_t column = 0; column < n; ++column) {
    size_t pivot = column;
    for (size_t row = column; row < n; ++row) {
      if (std::abs(a[row][column]) > std::abs(a[pivot][column])) pivot = row;
    }
    if (std::abs(a[pivot][column]) < 1e-12) return false;
    std::swap(a[pivot], a[column]);
    std::swap(b[pivot], b[column]);
    for (size_t row = 0; row < n; ++row) {
      if (row == column) continue;
      const double factor = a[row][column] / a[column][column];
      if (factor == 0) continue;
      for (size_t k = column; k < n; ++k) a[row][k] -= factor * a[column][k];
      for (size_t k = 0; k < b[row].size(); ++k) b[row][k] -= factor * b[column][k];
    }
  }
  for (size_t row = 0; row < n; ++row) {
    for (double& value : b[row]) value /= a[row][row];
  }
  return true;
}

struct DenseEstimate {
  bool is_determined = false;
  std::vector<double> values;
  std::vector<std::vector<double>> covariance;
};

// The best linear unbiased estimate of x from y = design x + noise of the given variances, some of which may be 0:
//   | V   H | | l |   | y |
//   | H'  0 | | x | = | 0 |,  and -covariance in the same place of the inverse.
inline DenseEstimate DenseLeastSquares(const Matrix& design, const std::vector<double>& y,
                                       const std::vector<double>& variances, size_t unknowns) {
  const size_t size = y.size() + unknowns;
  Matrix a(size, std::vector<double>(size, 0));
  Matrix b(size, std::vector<double>(1 + unknowns, 0));
  for (size_t i = 0; i < y.size(); ++i) {
    a[i][i] = variances[i];
    b[i][0] = y[i];
    for (size_t k = 0; k < unknowns; ++k) a[i][y.size() + k] = a[y.size() + k][i] = design[i][k];
  }
  for (size_t k = 0; k < unknowns; ++k) b[y.size() + k][1 + k] = 1;
  DenseEstimate estimate;
  estimate.is_determined = Solve(std::move(a), b);
  if (!estimate.is_determined) return estimate;
  for (size_t k = 0; k < unknowns; ++k) {
    estimate.values.push_back(b[y.size() + k][0]);
    estimate.covariance.emplace_back();
    for (size_t m = 0; m < unknowns; ++m) estimate.covariance.back().push_back(-b[y.size() + k][1 + m]);
  }
  return estimate;
}

}  // namespace nodestats::crawler

#endif  // NODESTATS_TESTS_CRAWLER_VIEW_DENSE_LEAST_SQUARES_H_
