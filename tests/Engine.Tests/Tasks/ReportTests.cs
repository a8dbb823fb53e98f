using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Simulation;

namespace Sluice.Engine.Tests.Tasks;

/// <summary>Reports on tasks: which count, and which come too early, too late, or for nothing.</summary>
public sealed class ReportTests
{
    private const string Approval = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: approve
        States:
          - Name: approve
            Type: Task
            Action: HTTP:Request
            TaskMode: WaitForCustomCallback
            Timeout: 60
            Parameters: { value: 1 }
            Retry: [{ Errors: [Again], MaxAttempts: 1, IntervalSeconds: 1 }]
            Catch: [{ Errors: [FnF.TaskTimeout], Next: later }]
            End: true
          - { Name: later, Type: Wait, Seconds: 300, End: true }
        """;

    private bool _isSpoiling;
    private readonly World _world;

    public ReportTests()
    {
        _world = new World(1, batch =>
        {
            for (var i = 0; i < batch.Journal.Count && _isSpoiling; i++)
            {
                batch.Journal[i] = batch.Journal[i] with { State = [255] };
            }

            return CommitFate.Written;
        });
        _world.CreateFlow("f", Approval);
        _world.Target.IsHolding = true;
    }

    [Fact]
    public void A_report_before_the_call_has_answered_counts_and_the_answer_does_not()
    {
        var token = StartAndGetToken();

        Report(token);
        _world.Target.IsHolding = false;
        _world.RunToRest();

        Assert.Equal("""{"by":"hand"}"""u8.ToArray(), _world.Describe("f", "run").Output);
        Assert.DoesNotContain(_world.History("f", "run"), item => item.Type == EventType.TaskSubmitted);
    }

    [Theory]
    [InlineData("reported")]
    [InlineData("timed out")]
    [InlineData("stopped")]
    [InlineData("made again")]
    public void A_task_that_is_over_cannot_be_reported_on(string how)
    {
        var token = StartAndGetToken();
        switch (how)
        {
            case "reported":
                Report(token);
                break;
            case "timed out":
                _world.RunUntil(() => false, _world.Time.GetUtcNow().AddSeconds(61));
                break;
            case "stopped":
                _world.Await(engine => engine.Executions.StopAsync(
                    AccountId.Default, World.Key("f", "run"), error: null, cause: null, CancellationToken.None));
                break;
            default:
                _world.Await(engine => engine.Executions.ReportFailedAsync(
                    AccountId.Default, token, "Again", cause: null, CancellationToken.None));
                _world.RunUntil(() => _world.Target.Tokens.Count == 2);
                Assert.NotEqual(token, _world.Target.Tokens[1].Token);
                break;
        }

        var events = _world.History("f", "run").Count;
        Assert.Equal((400, "TaskAlreadyCompleted"), Refusal(token));
        Assert.Equal(events, _world.History("f", "run").Count);
    }

    [Fact]
    public void A_task_of_an_execution_that_cannot_be_read_is_neither_over_nor_to_be_reported_on()
    {
        _isSpoiling = true;
        var token = StartAndGetToken();
        _world.Crash();

        Assert.Equal((409, "TaskInvalidState"), Refusal(token));
        Assert.Equal(ExecutionStatus.Running, _world.Describe("f", "run").Status);
    }

    private string StartAndGetToken()
    {
        _world.Start("f", "run");
        _world.RunUntil(() => _world.Target.Tokens.Count > 0);
        _world.RunUntil(() => false, _world.Time.GetUtcNow());
        return _world.Target.Tokens[0].Token;
    }

    private long Report(string token) => _world.Await(engine => engine.Executions.ReportSucceededAsync(
        AccountId.Default,
        token,
        JsonPayload.Of(JsonObject.Of(("by", JsonValue.Of("hand")))),
        CancellationToken.None));

    private (int, string) Refusal(string token)
    {
        var refusal = Assert.Throws<ApiException>(() => Report(token));
        return (refusal.HttpStatus, refusal.Code);
    }
}
