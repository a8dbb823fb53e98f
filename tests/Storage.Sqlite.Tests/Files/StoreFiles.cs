namespace Sluice.Storage.Sqlite.Tests.Files;

/// <summary>The files of a store as a process that was killed leaves them.</summary>
internal sealed record StoreFiles(byte[] Database, byte[]? Log, byte[] Mark)
{
    public static StoreFiles Take(TemporaryDirectory directory) => new(
        File.ReadAllBytes(directory.Database),
        File.Exists(directory.Log) ? File.ReadAllBytes(directory.Log) : null,
        File.ReadAllBytes(directory.Mark));

    /// <summary>Puts them into a directory, and takes away what is not among them.</summary>
    public void Put(TemporaryDirectory directory)
    {
        File.WriteAllBytes(directory.Database, Database);
        File.WriteAllBytes(directory.Mark, Mark);
        File.Delete(directory.Database + "-shm");
        if (Log is null)
        {
            File.Delete(directory.Log);
        }
        else
        {
            File.WriteAllBytes(directory.Log, Log);
        }
    }

    /// <summary>The same with one bit of the log changed.</summary>
    public StoreFiles WithLogChanged(int place)
    {
        var changed = Log!.ToArray();
        changed[place] ^= 0x10;
        return this with { Log = changed };
    }
}
