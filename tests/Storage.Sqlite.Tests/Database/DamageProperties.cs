using FsCheck;
using FsCheck.Fluent;

namespace Sluice.Storage.Sqlite.Tests.Database;

/// <summary>Whatever happens to a database file at rest, no read answers anything but the truth.</summary>
public sealed class DamageProperties : IAsyncLifetime
{
    private const int PageBytes = 4096;

    private SmallStore _store = null!;

    public async ValueTask InitializeAsync() => _store = await SmallStore.MakeAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_whole_file_answers_everything() => Assert.Empty(await _store.AskAsync(_store.Bytes));

    [Fact]
    public void A_changed_byte_anywhere_makes_answers_true_or_errors_and_never_anything_else() => Prop.ForAll(
        Gen.Choose(0, _store.Bytes.Length - 1).Zip(Gen.Choose(1, 255)).ToArbitrary(),
        async change =>
        {
            var bytes = _store.Bytes.ToArray();
            bytes[change.Item1] ^= (byte)change.Item2;
            await _store.AskAsync(bytes);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Two_exchanged_pages_make_answers_true_or_errors_and_never_a_miss()
    {
        var pages = _store.Bytes.Length / PageBytes;
        Prop.ForAll(
            Gen.Choose(1, pages - 1).Two().ToArbitrary(),
            async pair => await _store.AskAsync(Exchanged(pair.Item1, pair.Item2))).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_page_that_was_wiped_makes_answers_true_or_errors_and_never_a_miss() => Prop.ForAll(
        Gen.Choose(1, (_store.Bytes.Length / PageBytes) - 1).ToArbitrary(),
        async page =>
        {
            var bytes = _store.Bytes.ToArray();
            bytes.AsSpan(page * PageBytes, PageBytes).Clear();
            await _store.AskAsync(bytes);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(20)]
    [InlineData(30)]
    public async Task A_changed_byte_of_an_input_touches_its_execution_only(int n)
    {
        var bytes = _store.Bytes.ToArray();
        var place = bytes.AsSpan().IndexOf([.. Enumerable.Repeat((byte)(n + 32), 200)]);
        bytes[place + 7] ^= 1;

        var unanswered = await _store.AskAsync(bytes);

        var problem = unanswered[SmallStore.Execution(n)];
        Assert.Contains($"Execution 'e{n}' of flow 'orders'", problem, StringComparison.Ordinal);
        Assert.Contains("its input is not what was written", problem, StringComparison.Ordinal);
        Assert.Equal(
            [SmallStore.Execution(n), $"execution {n} by number"],
            unanswered.Keys.Where(name => name.StartsWith("execution", StringComparison.Ordinal)));
        Assert.DoesNotContain(unanswered.Keys, name => name.StartsWith("events", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_changed_byte_of_a_history_names_the_events_and_touches_no_other()
    {
        var bytes = _store.Bytes.ToArray();
        var place = bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes($"events {Conformance.Rows.Id(30)} 4+2"));
        bytes[place] = (byte)'E';

        var unanswered = await _store.AskAsync(bytes);

        Assert.Equal(["events of 30", "state of 30"], unanswered.Keys);
        Assert.Contains("Events 4 to 5 of execution 'e30' of flow 'orders'", unanswered["events of 30"], StringComparison.Ordinal);
    }

    private byte[] Exchanged(int one, int other)
    {
        var bytes = _store.Bytes.ToArray();
        _store.Bytes.AsSpan(one * PageBytes, PageBytes).CopyTo(bytes.AsSpan(other * PageBytes));
        _store.Bytes.AsSpan(other * PageBytes, PageBytes).CopyTo(bytes.AsSpan(one * PageBytes));
        return bytes;
    }
}
