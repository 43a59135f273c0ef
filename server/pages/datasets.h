/* datasets.h - whose the open data are, for the pages and files that tell of them. */
#pragma once

#include "feeds/dataset.h"
#include "server/request.h"

/* Of that hromada, in the request's arena, as its administrator told; "" where nobody did. */
struct dataset_publisher datasets_publisher(const struct request *request,
					    const struct community *community);
