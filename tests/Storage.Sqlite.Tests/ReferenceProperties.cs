using FsCheck;
using FsCheck.Fluent;
using Sluice.Storage.Conformance;
using Sluice.Storage.Memory;

namespace Sluice.Storage.Sqlite.Tests;

public sealed class ReferenceProperties
{
    // Goal: one meaning for both stores. Method: made-up writes over so few names and numbers that they collide all
    // the time go to both; each write must end alike, and all questions must have the same answers after it.
    [Fact]
    public void Both_stores_answer_alike_whatever_is_written() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), CompareAsync).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    /// <param name="seeds">One for each write.</param>
    private static async Task CompareAsync(int[] seeds)
    {
        using var directory = new TemporaryDirectory();
        await using var sqlite = await directory.OpenAsync();
        var memory = new MemoryStore(directory.Options.ShardCount);
        foreach (var (n, drawn) in seeds.Index())
        {
            var seed = (drawn * 1009) + n;
            var expected = await MadeUp.WriteAsync(memory, new Random(seed));
            var actual = await MadeUp.WriteAsync(sqlite, new Random(seed));
            Equality.Same(expected, actual);

            foreach (var question in Enumerable.Range(0, MadeUp.Questions))
            {
                Equality.Same(
                    await MadeUp.AskAsync(memory, question, new Random(seed)),
                    await MadeUp.AskAsync(sqlite, question, new Random(seed)));
            }
        }
    }
}
