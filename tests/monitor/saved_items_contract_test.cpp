// The same cases for the fake and for every real place; see tests/linux and tests/windows.

#include "tests/fakes/fake_saved_items.h"
#include "tests/fakes/saved_items_stage.h"

#include <gmock/gmock.h>

using monitor::Failure;
using testing::IsEmpty;
using testing::Not;

namespace {

monitor::Secret first_bytes(const monitor::Secret& copy, std::size_t size) {
  return monitor::Secret(copy.reveal().first(size));
}

}  // namespace

TEST_P(SavedItemsContract, FindsWhatIsAboutAHost) {
  stage_->keep("pc.example.com");
  stage_->keep("other.example.com");

  const auto item = item_about("PC.example.com");

  EXPECT_EQ(item.host, "pc.example.com");
  EXPECT_EQ(item.place, place().place());
  EXPECT_THAT(item.id, Not(IsEmpty()));
  EXPECT_THAT(item.shown_as, Not(IsEmpty()));
  EXPECT_GT(item.size, 0U);
}

TEST_P(SavedItemsContract, LookingChangesNothing) {
  stage_->keep("pc");
  const auto before = stage_->everything();

  const auto item = item_about("pc");
  ASSERT_TRUE(place().back_up(item));

  EXPECT_EQ(stage_->everything(), before);
  EXPECT_EQ(item_about("pc"), item);
}

TEST_P(SavedItemsContract, RemovesOneThingAndLeavesTheOthers) {
  stage_->keep("other");
  const auto before = stage_->everything();
  stage_->keep("pc");

  const auto removed = place().remove(item_about("pc"));

  ASSERT_TRUE(removed) << removed.error().what;
  EXPECT_EQ(item_about("pc").id, "");
  EXPECT_NE(item_about("other").id, "");
  EXPECT_EQ(stage_->everything(), before);
}

TEST_P(SavedItemsContract, PutsBackWhatItRemoved) {
  stage_->keep("before");
  stage_->keep("pc");
  stage_->keep("zz-behind");
  const auto all = stage_->everything();
  const auto item = item_about("pc");
  const auto copy = place().back_up(item);
  ASSERT_TRUE(copy) << copy.error().what;
  ASSERT_TRUE(place().remove(item));

  const auto put = place().put_back(*copy);

  ASSERT_TRUE(put) << put.error().what;
  EXPECT_EQ(stage_->everything(), all);
  EXPECT_EQ(item_about("pc").facts, item.facts);
}

TEST_P(SavedItemsContract, PuttingBackWhatIsThereDoesNoHarm) {
  stage_->keep("pc");
  const auto all = stage_->everything();
  const auto copy = place().back_up(item_about("pc"));
  ASSERT_TRUE(copy);

  EXPECT_TRUE(place().put_back(*copy));

  EXPECT_EQ(stage_->everything(), all);
}

TEST_P(SavedItemsContract, DoesNotTouchWhatWasChangedSinceItWasSeen) {
  stage_->keep("pc");
  const auto item = item_about("pc");
  stage_->change("pc");
  const auto all = stage_->everything();

  const auto copied = place().back_up(item);
  const auto removed = place().remove(item);

  ASSERT_FALSE(copied);
  EXPECT_EQ(copied.error().kind, Failure::Kind::changed);
  ASSERT_FALSE(removed);
  EXPECT_EQ(removed.error().kind, Failure::Kind::changed);
  EXPECT_EQ(stage_->everything(), all);
}

TEST_P(SavedItemsContract, SaysThatSomethingIsGone) {
  stage_->keep("pc");
  const auto item = item_about("pc");
  ASSERT_TRUE(place().remove(item));

  const auto copied = place().back_up(item);
  const auto again = place().remove(item);

  ASSERT_FALSE(copied);
  EXPECT_EQ(copied.error().kind, Failure::Kind::not_found);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, Failure::Kind::not_found);
}

TEST_P(SavedItemsContract, LeavesSomethingNewerAlone) {
  stage_->keep("pc");
  const auto item = item_about("pc");
  const auto copy = place().back_up(item);
  ASSERT_TRUE(copy);
  ASSERT_TRUE(place().remove(item));
  stage_->change("pc");
  const auto all = stage_->everything();

  const auto put = place().put_back(*copy);

  ASSERT_FALSE(put);
  EXPECT_EQ(put.error().kind, Failure::Kind::already_there);
  EXPECT_EQ(stage_->everything(), all);
}

TEST_P(SavedItemsContract, RefusesACopyThatIsCutShort) {
  stage_->keep("pc");
  const auto item = item_about("pc");
  const auto copy = place().back_up(item);
  ASSERT_TRUE(copy);
  ASSERT_TRUE(place().remove(item));
  const auto all = stage_->everything();

  for (std::size_t size = 0; size < copy->size(); size += 1 + size / 64) {
    const auto put = place().put_back(first_bytes(*copy, size));
    ASSERT_FALSE(put) << size;
    ASSERT_EQ(put.error().kind, Failure::Kind::invalid_input) << size;
  }
  EXPECT_EQ(stage_->everything(), all);
}

namespace {

class FakeStage final : public fakes::SavedItemsStage {
 public:
  monitor::SavedItems& place() override { return place_; }

  void keep(const std::string& host) override { keep_as(host, "old"); }

  void change(const std::string& host) override { keep_as(host, "new"); }

  std::string everything() override {
    std::string all;
    for (const auto& [id, kept] : place_.kept())
      all += id + '=' + kept.content + '\n';
    return all;
  }

 private:
  void keep_as(const std::string& host, const std::string& content) {
    monitor::SavedItem item;
    item.id = "of " + host;
    item.shown_as = "Something of " + host;
    item.host = host;
    place_.keep(item, content);
  }

  fakes::FakeSavedItems place_;
};

INSTANTIATE_TEST_SUITE_P(Fake, SavedItemsContract,
                         testing::Values(fakes::StageMaker{
                             "Fake", [] { return std::make_unique<FakeStage>(); }}),
                         [](const auto& each) { return each.param.name; });

}  // namespace
