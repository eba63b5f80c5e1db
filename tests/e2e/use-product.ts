import type { StackOptions } from '@parley/local-stack/stack-options'
import { afterAll, afterEach, beforeAll, inject } from 'vitest'
import { type Product, startProduct } from './start-product.ts'

/** Starts the product for the test file that calls it. Browsers end after each test; errors of their pages fail it. */
export function useProduct(options?: StackOptions): Product {
  let product: Product | undefined
  beforeAll(async () => {
    product = await startProduct(inject('webAppDir'), options)
  })
  afterEach(() => product?.closeBrowsers())
  afterAll(() => product?.stop())
  return new Proxy({} as Product, {
    get(_, name: keyof Product) {
      if (!product) throw new Error('The product runs only inside of tests and hooks.')
      return product[name]
    },
  })
}
