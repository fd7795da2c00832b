// Figures of a release by name and classes.
#ifndef NODESTATS_TESTS_ABI_FIGURES_H_
#define NODESTATS_TESTS_ABI_FIGURES_H_

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "nodestats_test/v1/summary.pb.h"

namespace nodestats_test {

using Classes = std::vector<std::string>;

inline const v1::Domain* FindDomain(const v1::Release& release, const std::string& name) {
  for (const v1::Domain& domain : release.domains()) {
    if (domain.name() == name) return &domain;
  }
  ADD_FAILURE() << "no domain " << name;
  return nullptr;
}

// The classes of the value at `position` of `vector`; a cell's class is its number.
inline Classes ClassesOf(const v1::Release& release, const v1::Vector& vector, int position) {
  if (vector.domains_size() == 1 && vector.domains(0) == "cell") {
    return {std::to_string(vector.indexes(position))};
  }
  Classes classes(static_cast<size_t>(vector.domains_size()));
  for (int i = vector.domains_size() - 1; i >= 0; --i) {
    const v1::Domain* domain = FindDomain(release, vector.domains(i));
    if (domain == nullptr) return {};
    classes[static_cast<size_t>(i)] = domain->keys(position % domain->keys_size());
    position /= domain->keys_size();
  }
  EXPECT_EQ(position, 0) << vector.name() << " has more values than its domains have classes";
  return classes;
}

// Shows each value of `vector`, with its classes.
inline void ForEachValue(const v1::Release& release, const v1::Vector& vector,
                         const std::function<void(const Classes&, int64_t)>& see) {
  for (int i = 0; i < vector.values_size(); ++i) see(ClassesOf(release, vector, i), vector.values(i));
}

inline const v1::Vector* FindVector(const v1::Release& release, const std::string& name) {
  for (const v1::Vector& vector : release.vectors()) {
    if (vector.name() == name) return &vector;
  }
  return nullptr;
}

// One figure, in its unit. Fails where the release lacks it; a cell that is not listed is 0.
inline double Figure(const v1::Release& release, const std::string& name, const Classes& classes = {}) {
  const v1::Vector* vector = FindVector(release, name);
  if (vector == nullptr) {
    ADD_FAILURE() << "no vector " << name;
    return -1;
  }
  double figure = -1;
  ForEachValue(release, *vector, [&](const Classes& found, int64_t value) {
    if (found == classes) figure = static_cast<double>(value) / static_cast<double>(vector->divisor());
  });
  if (figure == -1 && vector->domains_size() == 1 && vector->domains(0) == "cell") return 0;
  EXPECT_NE(figure, -1) << name << " lacks a class";
  return figure;
}

}  // namespace nodestats_test

#endif  // NODESTATS_TESTS_ABI_FIGURES_H_
