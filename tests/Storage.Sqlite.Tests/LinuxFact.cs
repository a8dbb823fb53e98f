namespace Sluice.Storage.Sqlite.Tests;

/// <summary>A test that needs what only Linux has.</summary>
internal class LinuxFact : FactAttribute
{
    public LinuxFact()
    {
        if (!OperatingSystem.IsLinux())
        {
            Skip = "Needs Linux.";
        }
    }
}

/// <summary>A test that mounts a small file system of its own, which only root may, and not in every container.</summary>
internal sealed class MountFact : LinuxFact
{
    public MountFact()
    {
        if (Skip is null && !SmallDisk.IsPossible)
        {
            Skip = "Needs the right to mount a file system.";
        }
    }
}
