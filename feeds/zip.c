#include "zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>

struct zip {
	struct archive *archive;
	struct text *out;
	int64_t at;
	bool is_broken, is_full;
};

static la_ssize_t take_bytes(struct archive *archive, void *context, const void *bytes,
			     size_t length)
{
	struct zip *zip = context;

	(void)archive;
	if (!zip->out)
		return (la_ssize_t)length;
	text_add_bytes(zip->out, bytes, length);
	zip->is_full |= zip->out->is_full;
	return (la_ssize_t)length;
}

struct zip *zip_begin(int64_t at)
{
	struct zip *zip = calloc(1, sizeof(*zip));

	if (!zip)
		abort();
	*zip = (struct zip){.archive = archive_write_new(), .at = at};
	if (!zip->archive)
		abort();
	zip->is_broken = archive_write_set_format_zip(zip->archive) != ARCHIVE_OK ||
			 archive_write_set_bytes_in_last_block(zip->archive, 1) != ARCHIVE_OK;
	return zip;
}

void zip_end(struct zip *zip)
{
	if (!zip)
		return;
	zip->out =
		NULL; /* what the library still holds is written out by its end, and is not wanted */
	archive_write_fail(zip->archive);
	archive_write_free(zip->archive);
	free(zip);
}

void zip_into(struct zip *zip, struct text *out)
{
	bool is_first = !zip->out;

	zip->out = out;
	if (is_first && !zip->is_broken)
		zip->is_broken = archive_write_open(zip->archive, zip, NULL, take_bytes, NULL) !=
				 ARCHIVE_OK;
}

void zip_file(struct zip *zip, const char *name)
{
	struct archive_entry *entry = archive_entry_new();

	if (!entry)
		abort();
	archive_entry_set_pathname(entry, name);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_mtime(entry, zip->at, 0);
	if (!zip->is_broken)
		zip->is_broken = archive_write_header(zip->archive, entry) != ARCHIVE_OK;
	archive_entry_free(entry);
}

void zip_add(struct zip *zip, const char *bytes, size_t length)
{
	if (!zip->is_broken && length)
		zip->is_broken = archive_write_data(zip->archive, bytes, length) !=
				 (la_ssize_t)length;
}

void zip_finish(struct zip *zip)
{
	if (!zip->is_broken)
		zip->is_broken = archive_write_close(zip->archive) != ARCHIVE_OK;
}

enum outcome zip_outcome(const struct zip *zip)
{
	return zip->is_broken ? BROKEN : zip->is_full ? TOO_MUCH : OK;
}
