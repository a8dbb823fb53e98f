namespace Sluice.Objects.Directories;

/// <summary>Objects that are being written: files apart from all buckets until they are whole.</summary>
/// <remarks>Beside the buckets, so that moving one into place is a rename within one file system.</remarks>
internal sealed class Uploads
{
    private readonly string _directory;

    /// <summary>Clears away what interrupted puts have left.</summary>
    public Uploads(string root)
    {
        // A dot cannot begin the name of a bucket.
        _directory = Path.Combine(root, ".uploads");
        if (Files.IsAbsent(_directory))
        {
            Files.MakeDirectory(_directory);
        }

        foreach (var left in Directory.EnumerateFiles(_directory))
        {
            DeleteUnlessInUse(left);
        }
    }

    public FileStream Begin() => Files.CreateNew(Path.Combine(_directory, Guid.NewGuid().ToString("N")));

    private static void DeleteUnlessInUse(string path)
    {
        try
        {
            // Whoever writes it has it locked, be it another process that shares the root.
            using var ours = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, Files.Alone);
            File.Delete(path);
        }
        catch (IOException)
        {
            // In use, or gone by now.
        }
    }
}
