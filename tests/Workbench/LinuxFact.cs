using System.Runtime.CompilerServices;

namespace Sluice.Workbench;

/// <summary>A test that needs what only Linux has.</summary>
public class LinuxFact : FactAttribute
{
    public LinuxFact([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        if (!OperatingSystem.IsLinux())
        {
            Skip = "Needs Linux.";
        }
    }
}

/// <summary>A theory that needs what only Linux has.</summary>
public sealed class LinuxTheory : TheoryAttribute
{
    public LinuxTheory([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        if (!OperatingSystem.IsLinux())
        {
            Skip = "Needs Linux.";
        }
    }
}

/// <summary>A test that mounts a small file system of its own, which only root may, and not in every container.</summary>
public sealed class MountFact : LinuxFact
{
    public MountFact([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        if (Skip is null && !SmallDisk.IsPossible)
        {
            Skip = "Needs the right to mount a file system.";
        }
    }
}
