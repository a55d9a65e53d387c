#include "monitor/importers/importer.h"
#include "monitor/importers/reading/text.h"

namespace monitor {

namespace {

tl::unexpected<Failure> refused(std::string what) {
  return fail(Failure::Kind::invalid_input, std::move(what));
}

}  // namespace

Result<std::vector<Target>> import_file(std::string_view file_name, std::string_view bytes) {
  if (bytes.size() > largest_import)
    return refused("The file is larger than " + std::to_string(largest_import >> 20U) +
                   " MB, too large for a list of connections.");
  const auto text = utf8_of(bytes);
  if (trimmed(text).empty()) return refused("The file is empty.");
  for (const auto& importer : all_importers())
    if (importer->recognises(file_name, text)) return importer->read(file_name, text);
  return refused(
      "This is no connection file that is known here: .rdp, .rdg (RDCMan), confCons.xml "
      "(mRemoteNG), .remmina, .rdm (Devolutions), .rtsz (Royal TS) or .csv.");
}

}  // namespace monitor
