using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Cpc.SecureMemory.Tests")]
