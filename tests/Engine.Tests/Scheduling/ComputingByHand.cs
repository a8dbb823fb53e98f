using System.Globalization;
using Sluice.Definitions;
using Sluice.Engine.Flows;
using Sluice.Engine.Scheduling;
using Sluice.Sharing.Lanes;

namespace Sluice.Engine.Tests.Scheduling;

/// <summary>Computes when the test says so, in the order in which it came.</summary>
internal sealed class ComputingByHand : IComputing
{
    private readonly LinkedList<(Lane<IWork> Lane, IWork Item)> _waiting = new();

    public IReadOnlyCollection<(Lane<IWork> Lane, IWork Item)> Waiting => _waiting;

    /// <summary>How many pieces wait; also while others post some.</summary>
    public int Count
    {
        get
        {
            lock (_waiting)
            {
                return _waiting.Count;
            }
        }
    }

    public void Post(Lane<IWork> lane, IWork item)
    {
        lock (_waiting)
        {
            _waiting.AddLast((lane, item));
        }
    }

    public void PostFirst(Lane<IWork> lane, IWork item)
    {
        lock (_waiting)
        {
            _waiting.AddFirst((lane, item));
        }
    }

    public void Hold(Lane<IWork> lane)
    {
        // The test decides who is next.
    }

    public void LetGoOn(Lane<IWork> lane)
    {
        // The test decides who is next.
    }

    /// <summary>Does the next piece.</summary>
    /// <returns>The work that it took.</returns>
    public long RunOne()
    {
        IWork item;
        lock (_waiting)
        {
            item = _waiting.First!.Value.Item;
            _waiting.RemoveFirst();
        }

        return item.Run();
    }

    /// <returns>The work of each piece.</returns>
    public List<long> RunAll()
    {
        var works = new List<long>();
        while (Count > 0)
        {
            works.Add(RunOne());
        }

        return works;
    }

    public void Dispose() => _waiting.Clear();
}

/// <summary>A scheduler whose threads for what computes are the test's.</summary>
internal sealed class ComputingApart(IWorkScheduler light, IComputing computing) : IWorkScheduler
{
    public void Schedule(IThreadPoolWorkItem item) => light.Schedule(item);

    public IComputing OpenComputing(int threads, long quantum, Action<Exception> onFailure) => computing;
}

/// <summary>Definitions that are the number of their states: a long one would be compiled by hand, too.</summary>
internal static class ShortTexts
{
    public static string Of(int states) => states.ToString(CultureInfo.InvariantCulture);

    /// <param name="make">Of that many states.</param>
    public static FlowCompilation Compile(Func<int, string> make) => (definition, name, mode, limits) => FlowCompiler.Compile(
        int.TryParse(definition, CultureInfo.InvariantCulture, out var states) ? make(states) : definition, name, mode, limits);
}
