#pragma once

#include <string>
#include <unordered_map>

struct X509_name_st;
struct stack_st_X509;
struct x509_st;
struct x509_store_st;

namespace monitor {

/// A PEM file with many trusted certificates, of which only those that are asked for are taken in:
/// to decode 140 of them takes 20 ms and a megabyte. The file is read when it is first needed, and
/// is then known by its subjects. Lives on the network thread.
class RootBundle {
 public:
  /// An empty path, or a file that is not there, holds nothing.
  explicit RootBundle(std::string path) : path_(std::move(path)) {}

  /// Adds to `store` what the file has of the issuers of `leaf` and `chain` (null: none), of their
  /// issuers too, and `leaf` itself if it stands there. Gives whether anything was added.
  bool add_issuers(x509_store_st* store, x509_st* leaf, const stack_st_X509* chain);

 private:
  void read_index();
  bool add_named(x509_store_st* store, const X509_name_st* subject);

  std::string path_;
  bool is_read_ = false;
  std::unordered_multimap<unsigned long, int> offset_of_subject_;  ///< by hash; not taken in yet
};

}  // namespace monitor
