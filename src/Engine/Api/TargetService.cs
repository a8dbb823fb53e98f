using System.Collections.Concurrent;
using Sluice.Definitions.States;
using Sluice.Engine.Tasks;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Targets;

namespace Sluice.Engine.Api;

/// <summary>What stands behind the actions of tasks, how calls to it go, and whether it can be reached.</summary>
public sealed class TargetService
{
    /// <summary>Longest that one probe may take.</summary>
    public static readonly TimeSpan ProbeTime = TimeSpan.FromSeconds(10);

    private static readonly TargetEntry SubFlows =
        new(TaskState.StartExecution, "engine") { Actions = [TaskState.StartExecution] };

    private readonly IReadOnlyList<TargetEntry> _entries;
    private readonly TargetRecords _records;
    private readonly CallPlaces _places;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, ProbeView> _probes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task<ProbeView>>> _probing = new(StringComparer.Ordinal);

    internal TargetService(TargetSet targets, TargetRecords records, CallPlaces places, TimeProvider time)
    {
        _entries = [.. targets.Entries, SubFlows];
        (_records, _places, _time) = (records, places, time);
    }

    /// <summary>
    /// Entries as they were set up, with how the account's own calls have gone. To the account that the server belongs to all of
    /// them, and where they are; to others what is there for everybody and what they have called.
    /// </summary>
    /// <param name="after">Leaves out those up to this one; null for none.</param>
    /// <exception cref="ApiException"><c>InvalidArgument</c>: there is no such entry.</exception>
    public IReadOnlyList<TargetView> List(AccountId account, string? after, int most)
    {
        var isServers = account == AccountId.Default;
        var waiting = _places.Of(account).ToDictionary(there => there.Place, there => there.Waiting, StringComparer.Ordinal);
        return
        [
            .. _entries
                .Skip(after is null ? 0 : PlaceOf(after) + 1)
                .Where(entry => isServers || !entry.IsNamedBySettings || _records.Find(account, entry.Name) is not null)
                .Take(most)
                .Select(entry => View(entry, account, isServers, waiting)),
        ];
    }

    /// <summary>Looks whether something can be reached, now. Whoever asks while it is looked at gets the same answer.</summary>
    /// <exception cref="ApiException"><c>TargetNotExists</c>; <c>ActionNotSupported</c> when there is nothing to look at.</exception>
    public async Task<ProbeView> ProbeAsync(string name, CancellationToken cancellationToken)
    {
        var entry = _entries.FirstOrDefault(entry => entry.Name == name) ?? throw ApiException.TargetNotExists(Excerpt.Of(name));
        var probe = entry.Probe ?? throw ApiException.TargetNotProbed(name);
        var looking = _probing.GetOrAdd(name, _ => new(() => LookAsync(name, probe)));
        return await looking.Value.WaitAsync(cancellationToken);
    }

    private int PlaceOf(string name)
    {
        var place = _entries.Select(entry => entry.Name).ToList().IndexOf(name);
        return place >= 0
            ? place
            : throw ApiException.InvalidArgument("after", "it is a place of this list no more; begin without one");
    }

    private async Task<ProbeView> LookAsync(string name, Func<CancellationToken, Task<TargetProbe>> probe)
    {
        // Whoever began it must have it in the table before it takes itself out.
        await Task.Yield();
        using var limit = new CancellationTokenSource(ProbeTime, _time);
        var begun = _time.GetTimestamp();
        try
        {
            var result = await probe(limit.Token);
            return Keep(name, begun, result.Problem);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return Keep(name, begun, $"Nobody answered within {ProbeTime.TotalSeconds:0} seconds.");
        }
        finally
        {
            _probing.TryRemove(name, out _);
        }
    }

    private ProbeView Keep(string name, long begun, string? problem) =>
        _probes[name] = new(_time.GetUtcNow(), _time.GetElapsedTime(begun), problem);

    private TargetView View(TargetEntry entry, AccountId account, bool isServers, Dictionary<string, int> waiting)
    {
        var record = _records.Find(account, entry.Name);
        var places = (record?.Places ?? []).Select(there => new CallsView(
            there.Key, there.Value.Look(), waiting.GetValueOrDefault(there.Key)));
        return new(
            entry.Name,
            [.. entry.Actions.Order(StringComparer.Ordinal)],
            entry.Backend,
            isServers ? entry.Address : null,
            entry.Probe is not null,
            record?.All.Look() ?? CallFigures.None,
            [.. places.OrderByDescending(there => there.Figures.Calls).ThenBy(there => there.Place, StringComparer.Ordinal)],
            isServers ? _probes.GetValueOrDefault(entry.Name) : null);
    }
}

/// <summary>Something that stands behind calls, and how those of one account have gone.</summary>
/// <param name="Name">By which it is probed.</param>
/// <param name="Actions">Whose calls may go there, in order.</param>
/// <param name="Backend">What kind of thing it is, in the word that settings have for it.</param>
/// <param name="Address">Null where whoever asks is not told.</param>
/// <param name="CanBeProbed">There is something to look at.</param>
/// <param name="Figures">Of all calls.</param>
/// <param name="Places">By where they went, most calls first.</param>
/// <param name="Probe">The last one; null for none.</param>
public sealed record TargetView(
    string Name,
    IReadOnlyList<string> Actions,
    string Backend,
    string? Address,
    bool CanBeProbed,
    CallFigures Figures,
    IReadOnlyList<CallsView> Places,
    ProbeView? Probe)
{
    /// <summary>Whether it was reached when it was last tried, by a call or a probe; null when it was not tried lately.</summary>
    public bool? IsReachable
    {
        get
        {
            var reached = Later(Figures.LastAnswer, Probe is { Problem: null } ? Probe.At : null);
            var missed = Later(Figures.LastSilence, Probe is { Problem: not null } ? Probe.At : null);
            return reached is null && missed is null ? null : missed is null || reached > missed;
        }
    }

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other > one ? other : one;
}

/// <summary>Calls of one account to one place.</summary>
/// <param name="Waiting">Those that wait until fewer are out.</param>
public sealed record CallsView(string Place, CallFigures Figures, int Waiting);

/// <summary>What a probe came to.</summary>
/// <param name="Problem">Why it could not be reached, a sentence; null when it could.</param>
public sealed record ProbeView(DateTimeOffset At, TimeSpan Took, string? Problem);
