/// <reference path="./webassembly.d.ts" />
/** What a run of a WASI program left behind. */
export type WasiRun = { exitCode: number; stdout: Uint8Array; files: Map<string, Uint8Array> }

type File = { path: string; bytes: Uint8Array; length: number; position: number }

const ERRNO = { success: 0, badFile: 8, noSuchFile: 44 } as const
const ROOT_FD = 3

class ProgramExit extends Error {
  readonly code: number

  constructor(code: number) {
    super(`exit ${code}`)
    this.code = code
  }
}

/**
 * Runs a WASI command with an in-memory file system: as much of `wasi_snapshot_preview1` as a program needs that takes
 * arguments, prints, and writes files into `/`. Node's own WASI crashed after repeated runs. Every run has a memory of
 * its own, so nothing of one can reach the next.
 */
export function runWasi(module: WebAssembly.Module, args: string[]): WasiRun {
  const process = new WasiProcess(args)
  const instance = new WebAssembly.Instance(module, { wasi_snapshot_preview1: process.imports })
  process.memory = instance.exports.memory as WebAssembly.Memory
  try {
    ;(instance.exports._start as () => void)()
    return process.result(0)
  } catch (error) {
    if (error instanceof ProgramExit) return process.result(error.code)
    throw error
  }
}

class WasiProcess {
  memory!: WebAssembly.Memory
  readonly #args: Uint8Array[]
  readonly #stdout = newFile('stdout')
  readonly #open = new Map<number, File>()
  readonly #files = new Map<string, File>()
  #nextFd = ROOT_FD + 1

  constructor(args: string[]) {
    this.#args = args.map((arg) => Buffer.from(`${arg}\0`))
    this.#open.set(1, this.#stdout)
    this.#open.set(2, newFile('stderr'))
  }

  result(exitCode: number): WasiRun {
    const files = new Map([...this.#files].map(([path, file]) => [path, file.bytes.slice(0, file.length)]))
    return { exitCode, stdout: this.#stdout.bytes.slice(0, this.#stdout.length), files }
  }

  readonly imports = {
    args_sizes_get: (countAt: number, sizeAt: number) => {
      this.#setU32(countAt, this.#args.length)
      this.#setU32(
        sizeAt,
        this.#args.reduce((size, arg) => size + arg.length, 0),
      )
      return ERRNO.success
    },
    args_get: (pointersAt: number, bytesAt: number) => {
      let at = bytesAt
      for (const [index, arg] of this.#args.entries()) {
        this.#setU32(pointersAt + index * 4, at)
        this.#bytes(at, arg.length).set(arg)
        at += arg.length
      }
      return ERRNO.success
    },
    clock_time_get: (_clock: number, _precision: bigint, at: number) => {
      this.#view().setBigUint64(at, BigInt(Date.now()) * 1_000_000n, true)
      return ERRNO.success
    },
    fd_close: (fd: number) => (this.#open.delete(fd) ? ERRNO.success : ERRNO.badFile),
    fd_fdstat_get: (fd: number, at: number) => {
      const view = this.#view()
      const isFolder = fd === ROOT_FD
      view.setUint8(at, isFolder ? 3 : fd <= 2 ? 2 : 4)
      view.setUint16(at + 2, 0, true)
      view.setBigUint64(at + 8, 0xffff_ffffn, true)
      view.setBigUint64(at + 16, 0xffff_ffffn, true)
      return ERRNO.success
    },
    fd_fdstat_set_flags: () => ERRNO.success,
    fd_prestat_get: (fd: number, at: number) => {
      if (fd !== ROOT_FD) return ERRNO.badFile
      this.#setU32(at, 0)
      this.#setU32(at + 4, 1)
      return ERRNO.success
    },
    fd_prestat_dir_name: (_fd: number, at: number, length: number) => {
      this.#bytes(at, length).set(Buffer.from('/').subarray(0, length))
      return ERRNO.success
    },
    path_open: (
      _fd: number,
      _lookup: number,
      pathAt: number,
      pathLength: number,
      openFlags: number,
      _rights: bigint,
      _inheriting: bigint,
      _fdFlags: number,
      fdAt: number,
    ) => {
      const path = Buffer.from(this.#bytes(pathAt, pathLength)).toString()
      const creates = (openFlags & 1) === 1
      const file = this.#files.get(path) ?? (creates ? newFile(path) : undefined)
      if (file === undefined) return ERRNO.noSuchFile
      this.#files.set(path, file)
      this.#open.set(this.#nextFd, file)
      this.#setU32(fdAt, this.#nextFd++)
      return ERRNO.success
    },
    fd_read: (fd: number, vectorsAt: number, count: number, readAt: number) => {
      const file = this.#open.get(fd)
      let read = 0
      for (const target of this.#vectors(vectorsAt, count)) {
        if (file === undefined) break
        const source = file.bytes.subarray(file.position, Math.min(file.position + target.length, file.length))
        target.set(source)
        file.position += source.length
        read += source.length
      }
      this.#setU32(readAt, read)
      return ERRNO.success
    },
    fd_write: (fd: number, vectorsAt: number, count: number, writtenAt: number) => {
      const file = this.#open.get(fd)
      if (file === undefined) return ERRNO.badFile
      let written = 0
      for (const source of this.#vectors(vectorsAt, count)) {
        write(file, source)
        written += source.length
      }
      this.#setU32(writtenAt, written)
      return ERRNO.success
    },
    fd_seek: (fd: number, offset: bigint, whence: number, positionAt: number) => {
      const file = this.#open.get(fd)
      if (file === undefined) return ERRNO.badFile
      const base = [0, file.position, file.length][whence] ?? 0
      file.position = base + Number(offset)
      this.#view().setBigUint64(positionAt, BigInt(file.position), true)
      return ERRNO.success
    },
    proc_exit: (code: number): never => {
      throw new ProgramExit(code)
    },
  }

  #view(): DataView {
    return new DataView(this.memory.buffer)
  }

  #bytes(at: number, length: number): Uint8Array {
    return new Uint8Array(this.memory.buffer, at, length)
  }

  #setU32(at: number, value: number): void {
    this.#view().setUint32(at, value, true)
  }

  #vectors(at: number, count: number): Uint8Array[] {
    const view = this.#view()
    return Array.from({ length: count }, (_, index) => {
      const vector = at + index * 8
      return this.#bytes(view.getUint32(vector, true), view.getUint32(vector + 4, true))
    })
  }
}

function newFile(path: string): File {
  return { path, bytes: new Uint8Array(1 << 16), length: 0, position: 0 }
}

function write(file: File, source: Uint8Array): void {
  const end = file.position + source.length
  if (end > file.bytes.length) {
    const grown = new Uint8Array(Math.max(end, file.bytes.length * 2))
    grown.set(file.bytes)
    file.bytes = grown
  }
  file.bytes.set(source, file.position)
  file.position = end
  file.length = Math.max(file.length, end)
}
