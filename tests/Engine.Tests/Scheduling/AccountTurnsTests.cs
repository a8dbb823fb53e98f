using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Engine.Api;
using Sluice.Engine.Scheduling;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage.Memory;
using Sluice.Targets;

namespace Sluice.Engine.Tests.Scheduling;

/// <summary>What callers from outside have computed for them is done in the turns of their accounts.</summary>
public sealed class AccountTurnsTests : IAsyncLifetime
{
    private static readonly AccountId Loud = AccountId.FromStored("1000000000000001");

    private readonly ComputingByHand _computing = new();
    private SluiceEngine _engine = null!;

    public async ValueTask InitializeAsync() => _engine = await SluiceEngine.OpenAsync(
        new MemoryStore(shardCount: 2),
        new TargetSet(),
        new EngineOptions(),
        new EnginePorts(
            TimeProvider.System,
            new SystemEntropy(),
            new ComputingApart(new ThreadPoolScheduler(), _computing),
            NullLoggerFactory.Instance),
        _ => { },
        CancellationToken.None);

    public async ValueTask DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task Between_the_pieces_of_one_account_others_have_their_turn()
    {
        var done = new List<string>();
        var loud = _engine.Turns.RunAsync(Loud, Pieces(), default);
        var quiet = _engine.Turns.MakeAsync(AccountId.Default, work: 7, () => Note("quiet"), default);

        Assert.Equal([5, 7, 5, 0], _computing.RunAll());

        await loud;
        Assert.Equal("quiet", await quiet);
        Assert.Equal(["first", "quiet", "second"], done);

        string Note(string what)
        {
            done.Add(what);
            return what;
        }

        IEnumerable<long> Pieces()
        {
            Note("first");
            yield return 5;
            Note("second");
            yield return 5;
        }
    }

    [Fact]
    public async Task What_a_piece_throws_whoever_waits_is_told_and_of_whoever_has_gone_nothing_more_is_done()
    {
        using var gone = new CancellationTokenSource();
        var broken = _engine.Turns.RunAsync(Loud, Broken(), default);
        var left = _engine.Turns.RunAsync(Loud, Endless(), gone.Token);
        _computing.RunOne();
        _computing.RunOne();
        await gone.CancelAsync();

        _computing.RunAll();

        await Assert.ThrowsAsync<InvalidDataException>(() => broken);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);

        static IEnumerable<long> Broken()
        {
            yield return 1;
            throw new InvalidDataException("broken");
        }

        static IEnumerable<long> Endless()
        {
            while (true)
            {
                yield return 1;
            }
        }
    }

    [Fact]
    public async Task A_long_definition_is_compiled_in_its_accounts_turn_when_it_is_created_and_when_it_is_needed_again()
    {
        var creating = CreateAsync("large", new string('x', 20_000));
        Assert.Equal(Loud.Value, Assert.Single(_computing.Waiting).Lane.Name);
        await CreateAsync("small", "");
        Assert.False(creating.IsCompleted);
        _computing.RunAll();
        await creating;

        var starting = StartAsync("large");
        await StartAsync("small");
        Assert.False(starting.IsCompleted);
        Assert.All(_computing.RunAll(), work => Assert.True(work > 1_000_000));
        await starting;
        await StartAsync("large");
    }

    private Task<FlowView> CreateAsync(string name, string comment) => _engine.Flows.CreateAsync(
        Loud,
        new NewFlow(
            FlowName.Parse("Name", name),
            "Type: StateMachine\nSpecVersion: v1\nComment: '" + comment + "'\nStartAt: a\nStates: [{ Name: a, Type: Pass, End: true }]"),
        default);

    private Task<ExecutionView> StartAsync(string flow) => _engine.Executions.StartAsync(
        Loud, new NewExecution(FlowName.Parse("FlowName", flow), name: null, input: null), default);
}
