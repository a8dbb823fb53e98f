using Sluice.Model.History;
using Sluice.Model.Json;

namespace Sluice.Model.Tests.History;

public sealed class EventDetailTests
{
    [Fact]
    public void A_detail_shows_its_members_in_order_as_one_object()
    {
        var detail = new EventDetail(
            ("output", JsonPayload.Of(JsonObject.Of(("a", JsonValue.Of(1))))), ("cause", JsonPayload.Of("a \"b\"")));

        Assert.Equal("{\"output\":{\"a\":1},\"cause\":\"a \\\"b\\\"\"}", detail.ToString());
    }

    [Fact]
    public void An_empty_detail_is_an_empty_object() => Assert.Equal("{}", EventDetail.Empty.ToString());

    [Fact]
    public void Details_are_equal_member_by_member()
    {
        var one = new EventDetail(("input", JsonPayload.EmptyObject));
        var same = new EventDetail(("input", JsonPayload.FromStored("{}"u8.ToArray())));

        Assert.Equal(one, same);
        Assert.Equal(one.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(one, new EventDetail(("local", JsonPayload.EmptyObject)));
        Assert.NotEqual(one, new EventDetail(("input", JsonPayload.Null)));
        Assert.NotEqual(one, EventDetail.Empty);
        Assert.False(one.Equals(null));
    }
}
