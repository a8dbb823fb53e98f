namespace Sluice.House.Tests;

/// <summary>Which top-level folders of a project use which others.</summary>
internal sealed class FolderGraph
{
    private readonly Dictionary<string, SortedSet<string>> _uses = new(StringComparer.Ordinal);

    /// <param name="files">Of one project. What lies in none of its folders stands above all of them, and can be in no
    /// circle.</param>
    public FolderGraph(IReadOnlyList<SourceFile> files)
    {
        var types = files.Where(file => file.Class is not null)
            .Select(file => $"{file.Folder}.{file.Class!.Split('.')[^1]}")
            .ToHashSet(StringComparer.Ordinal);
        foreach (var file in files.Where(file => file.Folder.Length > 0))
        {
            var named = file.DottedNames().Where(types.Contains).Select(name => name.Split('.')[0]);
            Of(file.Folder).UnionWith(file.Usings().Concat(named).Where(folder => folder != file.Folder));
        }
    }

    /// <summary>Two folders that use each other, by way of others or not, each pair once: such as <c>A ⇄ B</c>.</summary>
    public IReadOnlyList<string> Circles() =>
    [
        .. from one in _uses.Keys.Order(StringComparer.Ordinal)
           from other in Reachable(one)
           where string.CompareOrdinal(one, other) < 0 && Reachable(other).Contains(one)
           select $"{one} ⇄ {other}",
    ];

    private HashSet<string> Reachable(string from)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var next = new Queue<string>([from]);
        while (next.TryDequeue(out var folder))
        {
            foreach (var used in Of(folder).Where(reached.Add))
            {
                next.Enqueue(used);
            }
        }

        return reached;
    }

    private SortedSet<string> Of(string folder)
    {
        if (!_uses.TryGetValue(folder, out var uses))
        {
            _uses.Add(folder, uses = new(StringComparer.Ordinal));
        }

        return uses;
    }
}
