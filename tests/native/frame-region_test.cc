#include "frame-region.h"

#include <sys/mman.h>
#include <sys/stat.h>

#include <functional>
#include <utility>

#include "fixture.h"

namespace native {
namespace {

using test::kShape;

Status OpenStatus(int fd) {
  RegionMapping mapping;
  return RegionMapping::Open(fd, RegionAccess::kReader, &mapping).status;
}

Status StatusAfter(const std::function<void(RegionHeader*)>& change) {
  const FrameRegion region = test::MakeRegion();
  change(&test::MapRaw(region).control()->header);
  return OpenStatus(region.fd());
}

TEST(RegionIsAcceptedOnlyWhenAllIsReserved) {
  FrameRegion region;
  CHECK(FrameRegion::Create(kShape, &region).ok());
  bool complete = false;
  int steps = 0;
  while (!complete) {
    CHECK(OpenStatus(region.fd()) == Status::kInvalid);
    CHECK(region.Reserve(4096, &complete).ok());
    steps++;
  }
  CHECK(OpenStatus(region.fd()) == Status::kOk);
  CHECK(steps == 6);
  struct stat file;
  CHECK(::fstat(region.fd(), &file) == 0);
  CHECK(static_cast<uint64_t>(file.st_blocks) * 512 == region.sizes().size_bytes);
  CHECK(region.Reserve(4096, &complete).ok() && complete);
}

TEST(RegionIsSealed) {
  const FrameRegion region = test::MakeRegion();
  CHECK(::ftruncate(region.fd(), 4096) != 0 && errno == EPERM);
  CHECK(::ftruncate(region.fd(), 1 << 30) != 0 && errno == EPERM);
  CHECK(::fcntl(region.fd(), F_ADD_SEALS, F_SEAL_WRITE) != 0 && errno == EPERM);
}

TEST(RegionRefusesShapesOutOfBounds) {
  const RegionShape shapes[] = {
      {1, 0, 32, 6, 2},     {1, 31, 32, 6, 2},   {1, 32, 33, 6, 2},
      {1, 16386, 32, 6, 2}, {1, 32, 32, 6, 0},   {1, 32, 32, 3, 2},
      {1, 32, 32, 65, 2},   {1, 32, 32, 64, 33}, {1, UINT32_MAX, 2, 6, 2}};
  for (const RegionShape& shape : shapes) {
    FrameRegion region;
    CHECK(FrameRegion::Create(shape, &region).status == Status::kBadArgument);
    CHECK(!region.is_open());
  }
}

TEST(RegionOfContradictionsIsInvalid) {
  using Header = RegionHeader*;
  CHECK(StatusAfter([](Header) {}) == Status::kOk);
  CHECK(StatusAfter([](Header header) { header->magic = 1; }) == Status::kInvalid);
  CHECK(StatusAfter([](Header header) { header->version++; }) == Status::kInvalid);
  CHECK(StatusAfter([](Header header) { header->pixel_format = 2; }) == Status::kInvalid);
  CHECK(StatusAfter([](Header header) { header->width = 64; }) == Status::kInvalid);
  CHECK(StatusAfter([](Header header) { header->height = 0; }) == Status::kInvalid);
  CHECK(StatusAfter([](Header header) { header->slots = 64; }) == Status::kInvalid);
  CHECK(StatusAfter([](Header header) { header->slots = UINT32_MAX; }) == Status::kInvalid);
  CHECK(StatusAfter([](Header header) { header->queue_capacity = 5; }) == Status::kInvalid);
  CHECK(StatusAfter([](Header header) { header->slot_bytes++; }) == Status::kInvalid);
  CHECK(StatusAfter([](Header header) { header->slot_stride = 0; }) == Status::kInvalid);
  CHECK(StatusAfter([](Header header) { header->size_bytes--; }) == Status::kInvalid);
}

TEST(OtherFilesAreNoRegions) {
  const UniqueFd unsealed(::memfd_create("test", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  CHECK(::ftruncate(unsealed.get(), 1 << 20) == 0);
  CHECK(OpenStatus(unsealed.get()) == Status::kInvalid);
  CHECK(::ftruncate(unsealed.get(), 100) == 0);
  CHECK(::fcntl(unsealed.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW) == 0);
  CHECK(OpenStatus(unsealed.get()) == Status::kInvalid);
  const UniqueFd null(::open("/dev/null", O_RDWR | O_CLOEXEC));
  CHECK(OpenStatus(null.get()) == Status::kInvalid);
  CHECK(OpenStatus(-1) == Status::kSystem);
}

TEST(RegionMovesAndClosesOnce) {
  FrameRegion region = test::MakeRegion();
  const int fd = region.fd(), wake_fd = region.wake_fd();
  FrameRegion moved = std::move(region);
  CHECK(!region.is_open() && moved.is_open() && moved.fd() == fd);
  moved.Close();
  moved.Close();
  region.Close();
  CHECK(::fcntl(fd, F_GETFD) < 0 && ::fcntl(wake_fd, F_GETFD) < 0);
}

}  // namespace
}  // namespace native
