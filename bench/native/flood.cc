// flood BYTES COUNT: in the place of ffmpeg. Writes COUNT frames of BYTES as fast as they are
// taken.
#include <unistd.h>

#include <cstdlib>
#include <vector>

int main(int, char** arguments) {
  const std::vector<char> frame(strtoul(arguments[1], nullptr, 10), 16);
  for (long left = atol(arguments[2]); left > 0; left--) {
    for (size_t written = 0; written < frame.size();) {
      const ssize_t wrote = write(STDOUT_FILENO, frame.data() + written, frame.size() - written);
      if (wrote <= 0) return 1;
      written += static_cast<size_t>(wrote);
    }
  }
}
