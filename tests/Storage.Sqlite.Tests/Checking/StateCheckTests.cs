using System.Text;
using Sluice.Model;
using Sluice.Storage.Conformance;
using Sluice.Storage.Sqlite.Checking;

namespace Sluice.Storage.Sqlite.Tests.Checking;

/// <summary>Which states a check reads: those that are to be gone on with, and those that were kept to be.</summary>
public sealed class StateCheckTests
{
    [Theory]
    [InlineData(ExecutionStatus.Running, true)]
    [InlineData(ExecutionStatus.Failed, true)]
    [InlineData(ExecutionStatus.Stopped, true)]
    [InlineData(ExecutionStatus.TimedOut, true)]
    [InlineData(ExecutionStatus.Succeeded, false)]
    public async Task A_state_that_cannot_be_read_is_found_where_it_counts(ExecutionStatus status, bool counts)
    {
        var found = await CheckAsync(status, "no state");

        Assert.Equal(counts ? ["it is no state"] : [], found);
    }

    [Theory]
    [InlineData(ExecutionStatus.Running, true)]
    [InlineData(ExecutionStatus.Failed, false)]
    public async Task An_execution_that_has_ended_may_have_none(ExecutionStatus status, bool isMissed)
    {
        var found = await CheckAsync(status, "");

        Assert.Equal(isMissed ? ["it is no state"] : [], found);
    }

    /// <returns>What a check says of the state of an execution.</returns>
    private static async Task<List<string>> CheckAsync(ExecutionStatus status, string state)
    {
        using var directory = new TemporaryDirectory();
        await using (var store = await directory.OpenAsync())
        {
            var flow = (await store.TryInsertFlowAsync(Rows.Flow("orders"), Rows.Revision(), default))!;
            var batch = new CommitBatch { Epochs = { new(0, await store.ClaimAsync(0, default)) } };
            batch.Inserts.Add(Rows.Execution(1, flow: flow.Id) with { RevisionId = flow.RevisionId, Status = status });
            batch.Journal.Add(new(Rows.Id(1), 1, 0, [], Encoding.UTF8.GetBytes(state), StateForm.Snapshot));
            Assert.Equal(CommitResult.Durable, await store.CommitAsync(batch, default));
        }

        List<string> found = [];
        SqliteStore.Check(directory.Path, new StoreCheck
        {
            Found = (what, problem) =>
            {
                if (what.StartsWith("The state", StringComparison.Ordinal))
                {
                    found.Add(problem);
                }
            },
            ReadState = _ => throw new InvalidDataException("it is no state."),
        });
        return found;
    }
}
