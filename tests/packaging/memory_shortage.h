/* Makes allocations fail on purpose, so that the library throws inside, and looks at what comes out.
 * Needs the linker's --wrap=malloc,calloc,realloc,aligned_alloc,posix_memalign. */
#ifndef NODESTATS_TESTS_PACKAGING_MEMORY_SHORTAGE_H_
#define NODESTATS_TESTS_PACKAGING_MEMORY_SHORTAGE_H_

/* Goes through an engine's life again and again, failing its first allocation, then the one `step` later, and so on
 * until none is left to fail. Returns how many calls said NODESTATS_ENOMEM, or -1 if anything else than that or success
 * came out (it says what on stderr). */
int SurviveMemoryShortage(long step);

#endif /* NODESTATS_TESTS_PACKAGING_MEMORY_SHORTAGE_H_ */
