using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Json;
using Sluice.Model.Names;

namespace Sluice.Simulation.Tests;

/// <summary>
/// The other side of callback tasks: reports on every token that was handed out, <c>report</c> seconds after it was, until
/// it is told that it has; and then tries to take back what it said.
/// </summary>
internal sealed class Reporter
{
    private readonly IWorld _world;
    private readonly Dictionary<string, (JsonObject Parameters, DateTimeOffset At)> _due = [];
    private readonly List<string> _done = [];
    private int _taken;

    public Reporter(IWorld world)
    {
        _world = world;
        world.NextOutside = () => _due.Values
            .Where(item => item.At > world.Time.GetUtcNow())
            .Min(item => (DateTimeOffset?)item.At);
    }

    /// <summary>Reports whatever is due by now, and whatever becomes so meanwhile.</summary>
    public void Report()
    {
        while (NextDue() is { } token)
        {
            _due.Remove(token, out var task);
            _done.Add(token);
            Report(token, JsonPayload.Of(JsonObject.Of(("n", task.Parameters.Get("value")))));
            if (_done.Count % 3 == 0)
            {
                ReportAgain(token);
            }
        }
    }

    private string? NextDue()
    {
        for (; _taken < _world.Target.Tokens.Count; _taken++)
        {
            // A call that was made again brings the same token.
            var (token, parameters, at) = _world.Target.Tokens[_taken];
            if (!_done.Contains(token))
            {
                var seconds = parameters.Get("report") is JsonNumber report ? report.Int64 : 0;
                _due.TryAdd(token, (parameters, at.AddSeconds(seconds)));
            }
        }

        var now = _world.Time.GetUtcNow();
        return _due.FirstOrDefault(item => item.Value.At <= now).Key;
    }

    /// <summary>Tries each token once more, all of them being used up.</summary>
    public void ReportAllAgain() => _done.ForEach(ReportAgain);

    private void Report(string token, JsonPayload output)
    {
        try
        {
            long recorded = 0;
            Caller.Insist(
                _world,
                () => recorded = _world.Await(engine => engine.Executions.ReportSucceededAsync(
                    AccountId.Default, token, output, CancellationToken.None)),
                "TaskAlreadyCompleted");
            if (recorded != 0)
            {
                AssertStored(token, recorded);
            }
        }
        catch (ApiException e) when (e.Code == "TaskAlreadyCompleted")
        {
            // Its time was up.
        }
    }

    private void AssertStored(string token, long recorded)
    {
        var execution = _world.ExecutionOf(token);
        var rows = _world.Store.ReadEventsAsync(execution, recorded, 1, long.MaxValue, default).AsTask().GetAwaiter().GetResult();
        Assert.True(
            rows.SelectMany(row => EventCodec.Decode(row.Events))
                .Any(item => item.Id == recorded && item.Type == EventType.TaskSucceeded),
            $"A report was answered with event {recorded} of {execution}, and that is not stored.");
    }

    private void ReportAgain(string token)
    {
        var refused = false;
        Caller.Insist(
            _world,
            () =>
            {
                try
                {
                    _world.Await(engine => engine.Executions.ReportFailedAsync(
                        AccountId.Default, token, "Twice", "", CancellationToken.None));
                }
                catch (ApiException e) when (e.Code == "TaskAlreadyCompleted")
                {
                    refused = true;
                }
            },
            "TaskAlreadyCompleted");
        Assert.True(refused, "A second report on a token was accepted.");
    }
}
