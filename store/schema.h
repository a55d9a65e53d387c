#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <span>

namespace store {

/// The steps that lead from an empty file to what this program needs, in order. Step n makes
/// schema n; a step that was once released is never changed.
std::span<const char* const> migrations();

/// The number of the schema that this program makes.
int newest_schema();

/// The number of the schema that the file has; 0: none yet.
int schema_version(SQLite::Database& database);

/// Takes the steps that the file still lacks, all in one transaction, so that a step that fails
/// leaves the old schema. Takes nothing where there is nothing to do.
/// Throws Trouble for a file that has more steps than these.
void migrate(SQLite::Database& database, std::span<const char* const> steps = migrations());

}  // namespace store
