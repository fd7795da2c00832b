#include <stdio.h>

#include "memory_shortage.h"

int main(void) {
  int shortages = SurviveMemoryShortage(5);
  printf("%d calls were short of memory and said so\n", shortages);
  return shortages > 0 ? 0 : 1;
}
