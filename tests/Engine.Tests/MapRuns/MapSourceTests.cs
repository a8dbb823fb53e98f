using System.Diagnostics;
using Sluice.Engine.MapRuns;
using Sluice.Model;

namespace Sluice.Engine.Tests.MapRuns;

/// <summary>Where a map run's items are read from: when it may be read, and when it is shut.</summary>
public sealed class MapSourceTests
{
    private readonly MapSource _source = new();

    [Fact]
    public void One_reading_at_a_time_is_made()
    {
        Assert.False(_source.TryBeginReading(out _));
        _source.Open(Feed());

        Assert.True(_source.TryBeginReading(out _));
        Assert.False(_source.TryBeginReading(out _));
    }

    [Fact]
    public async Task A_reading_that_has_come_back_makes_room_for_the_next()
    {
        _source.Open(Feed());
        _source.TryBeginReading(out _);

        await _source.EndReadingAsync();

        Assert.True(_source.TryBeginReading(out _));
    }

    [Fact]
    public async Task A_source_that_is_closed_while_it_is_read_is_shut_when_the_reading_comes_back()
    {
        _source.Open(Feed());
        Assert.True(_source.TryBeginReading(out var feed));

        await _source.CloseAsync();
        Assert.Equal(2, (await feed.ReadAsync(most: 2)).Children.Count);
        await _source.EndReadingAsync();

        Assert.False(_source.TryBeginReading(out _));
        _source.Open(Feed());
        Assert.True(_source.TryBeginReading(out _));
    }

    [Fact]
    public async Task What_is_not_under_way_cannot_come_back()
    {
        await Assert.ThrowsAsync<UnreachableException>(async () => await _source.EndReadingAsync());
        _source.Open(Feed());
        await Assert.ThrowsAsync<UnreachableException>(async () => await _source.EndReadingAsync());
        Assert.Throws<UnreachableException>(() => _source.Open(Feed()));
    }

    [Fact]
    public async Task A_source_may_be_closed_and_shut_twice()
    {
        _source.Open(Feed());
        await _source.CloseAsync();
        await _source.CloseAsync();
        await _source.ShutAsync();

        Assert.False(_source.TryBeginReading(out _));
    }

    private static MapFeed Feed() =>
        MapFeed.Open(SmallMap.Begin(items: 3), SmallMap.Parent, Limits.Default, objects: null)
            .TryGet(out var feed, out var failure)
            ? feed
            : throw new InvalidOperationException(failure.Cause);
}
