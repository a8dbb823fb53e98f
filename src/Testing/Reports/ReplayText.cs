using System.Globalization;
using Sluice.Testing.Replays;

namespace Sluice.Testing.Reports;

/// <summary>What came of a replay, for people: a line for all that differ alike.</summary>
/// <param name="file">Of the new definition.</param>
/// <param name="details">Verdicts whose executions are told, too, though their end is the same.</param>
public sealed class ReplayText(TextWriter output, string file, IReadOnlySet<ReplayVerdict> details)
{
    private const int LabelColumn = 20;
    private const int NamesShown = 2;

    public void Write(ReplaySummary summary)
    {
        output.WriteLine($"  {Counted(summary.Executions.Count, "execution")}{When(summary.Executions)}; "
            + $"{summary.Executions.Count - summary.Count(ReplayVerdict.NotComparable)} lead to their own end again by their own definition");
        output.WriteLine($"{summary.EndTheSame,5} end the same{Otherwise(summary)}");
        foreach (var group in summary.Groups(IsShown))
        {
            output.WriteLine($"{group.Executions.Count,5} {Label(group),-LabelColumn} {Detail(group)}   {Names(group)}");
        }

        foreach (var note in Notes(summary))
        {
            output.WriteLine($"        {note}");
        }
    }

    private bool IsShown(ReplayedExecution each) => each.Verdict switch
    {
        ReplayVerdict.Same => false,
        ReplayVerdict.Path or ReplayVerdict.Calls => details.Contains(each.Verdict),
        _ => true,
    };

    private static string Otherwise(ReplaySummary summary)
    {
        var (path, calls) = (summary.Count(ReplayVerdict.Path), summary.Count(ReplayVerdict.Calls));
        string?[] parts =
        [
            path > 0 ? $"{path} by another path (--on path)" : null,
            calls > 0 ? $"{calls} with other calls or requests (--on calls)" : null,
        ];
        return parts.Any(part => part is not null) ? $"        {string.Join(", ", parts.OfType<string>())}" : "";
    }

    private static string When(IReadOnlyList<ReplayedExecution> executions)
    {
        if (executions.Count == 0)
        {
            return "";
        }

        var (first, last) = (executions.Min(each => each.Started), executions.Max(each => each.Started));
        var days = first.Date == last.Date ? Day(first) : $"{Day(first)} to {Day(last)}";
        return $", {days}, of {Counted(executions.Select(each => each.Revision).Distinct().Count(), "revision")}";
    }

    private static string Day(DateTimeOffset time) => time.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    private static string Label(ReplayGroup group)
    {
        var one = group.Executions.Count == 1;
        return group.Kind switch
        {
            ReplayKind.WouldNotFail => "would not fail",
            ReplayKind.WouldFail => "would fail",
            ReplayKind.WouldEndOtherwise => "would end otherwise",
            ReplayKind.DependsOnOrder => one ? "depends on order" : "depend on order",
            ReplayKind.Unknown => "cannot be known",
            ReplayKind.NotComparable => "not comparable",
            ReplayKind.OtherPath => "by another path",
            _ => "other calls",
        };
    }

    private string Detail(ReplayGroup group)
    {
        var ends = group.Kind is ReplayKind.WouldNotFail or ReplayKind.WouldFail or ReplayKind.WouldEndOtherwise
            ? $"{group.Before} → {group.After}   "
            : "";
        var place = group.Position is { } position ? $"   {TextReport.Place(file, position)}" : "";
        return $"{ends}{group.Reason}{place}";
    }

    private static string Names(ReplayGroup group)
    {
        var rest = group.Executions.Count - NamesShown;
        return string.Join(", ", group.Executions.Take(rest == 1 ? NamesShown + 1 : NamesShown).Select(each => each.Name))
            + (rest > 1 ? $" +{rest}" : "");
    }

    private static IEnumerable<string> Notes(ReplaySummary summary)
    {
        foreach (var note in summary.Executions.SelectMany(each => each.Notes).GroupBy(note => note).OrderByDescending(same => same.Count()).Take(20))
        {
            yield return $"{note.Key}   ({note.Count()})";
        }

        if (summary.Running > 0)
        {
            yield return $"{Counted(summary.Running, "execution")} left out: still running";
        }

        if (summary.Gone > 0)
        {
            yield return $"{Counted(summary.Gone, "execution")} left out: removed by retention meanwhile, or damaged";
        }
    }

    private static string Counted(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
