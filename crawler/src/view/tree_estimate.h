// Makes measurements of a tree of sums agree: each inner node is the sum of its children.
#ifndef NODESTATS_CRAWLER_VIEW_TREE_ESTIMATE_H_
#define NODESTATS_CRAWLER_VIEW_TREE_ESTIMATE_H_

#include <limits>
#include <vector>

namespace nodestats::crawler {

// What is known of a number: variance 0 if exactly, infinite if nothing.
struct Reading {
  double value = 0;
  double variance = std::numeric_limits<double>::infinity();

  bool is_known() const { return variance < std::numeric_limits<double>::infinity(); }
};

// Two independent readings of one number, each weighed by its precision. Of exact ones the mean.
Reading Combine(const Reading& one, const Reading& other);

// The weighted least squares of a tree, in two passes (Hay, Rastogi, Miklau and Suciu 2010, "Boosting the accuracy of
// differentially private histograms through consistency", for any variances and shape of the tree):
//
//   upwards    z = its own reading and the sum of its children's z, combined by inverse variance; V its variance
//   downwards  x = z + V / W * (x_parent - S), with S and W the sums of z and V over the parent's children
//              P = V * (1 - V / W) + (V / W)^2 * P_parent, its variance; at the root x = z and P = V
//
// That is the estimate with the least variance of all that are linear and right in the mean, and P is that variance.
// What nothing was read of is still known where all its siblings and its parent are. Exact readings that disagree stay
// apart.
//
// `parents[i]` is the parent of node i, before i in the order; that of node 0, the root, is not looked at.
// Cost: linear.
std::vector<Reading> EstimateTree(const std::vector<int>& parents, std::vector<Reading> readings);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_VIEW_TREE_ESTIMATE_H_
