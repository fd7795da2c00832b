/* Makes allocations fail on purpose, so that the library throws inside, and looks at what comes out.
 * Needs the linker's --wrap=malloc,calloc,realloc,aligned_alloc,posix_memalign. */
#ifndef NODESTATS_TESTS_PACKAGING_MEMORY_SHORTAGE_H_
#define NODESTATS_TESTS_PACKAGING_MEMORY_SHORTAGE_H_

/* Goes through an engine's life again and again, failing its first allocation, then its second, and so on until none
 * is left to fail. Returns how many calls said NODESTATS_ENOMEM, or -1 if anything else than that or success came out
 * (it says what on stderr). */
int SurviveMemoryShortage(void);

#endif /* NODESTATS_TESTS_PACKAGING_MEMORY_SHORTAGE_H_ */
