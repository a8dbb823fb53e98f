using Sluice.Definitions.States;

namespace Sluice.Definitions.Classic.Steps;

/// <summary>Reads a parallel step.</summary>
/// <remarks>Source: classic language, section 4.6.</remarks>
internal static class ParallelReader
{
    public static ParallelState? Read(StepSource source, ClassicBuilder flow)
    {
        var fields = source.Fields;
        if (fields.List("branches", "branches", isRequired: true, flow.Limits.ClassicBranches) is null)
        {
            return null;
        }

        var branches = new List<int>();
        foreach (var row in fields.Rows("branches", "branches", isRequired: true))
        {
            Keys.Check(row, KeyTable.Branch);
            branches.Add(SeriesReader.Read(row, source.Series.Depth + 1, flow));
        }

        return new ParallelState
        {
            Id = source.Id,
            Name = source.Name,
            ScopeId = source.Series.ScopeId,
            Next = source.Following,
            Branches = branches,
        };
    }
}
