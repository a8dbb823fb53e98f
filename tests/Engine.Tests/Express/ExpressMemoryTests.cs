using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Simulation;

namespace Sluice.Engine.Tests.Express;

/// <summary>Express executions in the memory that accounts share.</summary>
public sealed class ExpressMemoryTests
{
    private static readonly AccountId Quiet = AccountId.Parse("Account", "2000000000000002");
    private static readonly string Large = $$"""{"x":"{{new string('x', 10_000)}}"}""";

    private readonly World _world = new(1);

    public ExpressMemoryTests()
    {
        foreach (var account in new[] { AccountId.Default, Quiet })
        {
            var flow = new NewFlow(FlowName.Lookup("f"), ExpressFlows.Wait) { Mode = ExecutionMode.Express };
            _world.Await(engine => engine.Flows.CreateAsync(account, flow, CancellationToken.None));
        }
    }

    [Fact]
    public void When_memory_runs_out_the_newest_of_whoever_holds_most_end()
    {
        var quiet = StartIn(Quiet);
        var loud = Enumerable.Range(0, 8).Select(_ => StartIn(AccountId.Default)).ToList();
        _world.RunUntil(() => false, _world.Time.GetUtcNow());

        _world.Engine.Memory.NoteRunOut();
        _world.Engine.Memory.Note(default, TimeSpan.Zero);
        _world.RunUntil(() => false, _world.Time.GetUtcNow());

        Assert.False(quiet.IsCompleted);
        Assert.All(loud[..6], run => Assert.False(run.IsCompleted));
        Assert.All(loud[6..], run => Assert.Equal(
            (ExecutionStatus.Stopped, FailureCodes.ExecutionStopped), (run.Result.Status, run.Result.Error)));
        _world.RunToRest();
        Assert.All([quiet, .. loud[..6]], run => Assert.Equal(ExecutionStatus.Succeeded, run.Result.Status));
    }

    [Fact]
    public void What_one_takes_counts_for_its_account_until_it_has_ended()
    {
        var share = _world.Engine.Memory.Accounts.Of(AccountId.Default.Value);
        StartIn(AccountId.Default);
        _world.RunToRest();
        var before = share.Held;

        StartIn(AccountId.Default);
        Assert.InRange(share.Held, before + 10_000, before + 100_000);
        _world.RunToRest();

        Assert.Equal(before, share.Held);
    }

    private Task<ExecutionView> StartIn(AccountId account) => _world.Engine.Executions.StartSyncAsync(
        account, new NewExecution(FlowName.Lookup("f"), name: null, Large), CancellationToken.None);
}
